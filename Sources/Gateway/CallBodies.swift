/// The beginnings of the bodies of a request and of its answer.
package struct CallBodies: Sendable {
    package let request: [UInt8]
    package let answer: [UInt8]
}
