import Apps
import Groups
import Storage
import Wire

/// Writes an answer of `get_group_info` and encodes the groups that it is shown for the cache.
struct GroupInfoFiller: GroupVisitor {
    /// Writes the answer.
    private(set) var writer: GroupInfoWriter
    private let cache: GroupInfoCache
    private let selection: GroupInfoSelection
    private let app: AppSettings
    private let now: UnixTime
    /// What the request itself needs of members.
    private let wanted: CachedGroup.Parts
    /// Whether the answer is the unfiltered one about one group, so that it need not be written twice.
    private let writesWholeAnswer: Bool
    private var builder: CachedGroupBuilder?
    private var groups: [CachedGroup] = []

    /// - Parameters:
    ///   - groupCount: groups in the request.
    ///   - now: by the app's clock.
    init(
        _ writer: GroupInfoWriter, selection: GroupInfoSelection, groupCount: Int, app: AppSettings, now: UnixTime,
        cache: GroupInfoCache
    ) {
        self.writer = writer
        self.cache = cache
        self.selection = selection
        self.app = app
        self.now = now
        let isUnfiltered = selection == UnfilteredVariant(app).selection
        wanted = isUnfiltered ? .answer : selection.members == nil ? [] : .memberFields
        writesWholeAnswer = isUnfiltered && groupCount == 1
    }

    /// Closes the answer.
    ///
    /// - Returns: whether it is small enough to be delivered, and the groups for the cache.
    mutating func finish() -> (fits: Bool, groups: [CachedGroup]) {
        let fits = writer.finish()
        if let builder {
            // a list that was not read to its end, or no list; or the end that waits for the whole answer
            let isComplete = writesWholeAnswer && fits
            groups.append(builder.finish(isComplete: isComplete, wholeAnswer: isComplete ? writer.bytes : nil))
        }
        builder = nil
        return (fits, groups)
    }

    // MARK: GroupVisitor

    mutating func visit(_ profile: GroupProfile) -> Bool {
        writer.visit(profile)
    }

    mutating func visit(_ profile: GroupProfile, stamp: GroupStamp) -> Bool {
        endGroup(isComplete: false)
        var parts = wanted
        if selection.members != nil {
            parts.formUnion(cache.parts(of: CachedGroupKey(app: app.sdkAppID, id: profile.id)))
        }
        if writesWholeAnswer {
            parts.remove(.answer)
        }
        builder = CachedGroupBuilder(
            profile, stamp: stamp, parts: parts, app: app, now: now, maximumBytes: cache.maximumGroupBytes)
        return writer.visit(profile, stamp: stamp)
    }

    mutating func visitMissing(_ group: GroupID) -> Bool {
        writer.visitMissing(group)
    }

    mutating func visit(_ member: Member) -> Bool {
        builder?.append(member)
        return writer.visit(member)
    }

    mutating func endMembers() -> Bool {
        // the bytes of a whole answer are there once it is finished
        if !writesWholeAnswer {
            endGroup(isComplete: true)
        }
        return writer.endMembers()
    }

    private mutating func endGroup(isComplete: Bool) {
        if let builder {
            groups.append(builder.finish(isComplete: isComplete))
        }
        builder = nil
    }
}
