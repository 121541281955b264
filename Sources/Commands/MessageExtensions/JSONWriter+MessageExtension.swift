import Groups
import Wire

extension JSONWriter {
    /// Writes a pair of a message.
    mutating func messageExtension(_ pair: MessageExtension) {
        beginObject()
        field("Key", pair.key)
        field("Value", pair.value)
        field("Seq", pair.seq)
        endObject()
    }
}
