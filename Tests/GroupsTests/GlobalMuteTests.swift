import Groups
import Testing
import Wire

@Suite struct GlobalMuteTests {
    @Test(
        arguments: [
            (.never, 0), (.forever, 4_294_967_295), (UnixTime(seconds: now.seconds + 7), 7), (now, 0),
            (UnixTime(seconds: now.seconds - 1), 0),
        ] as [(UnixTime, Int64)])
    func `seconds count down to 0`(end: UnixTime, left: Int64) {
        #expect(GlobalMute.secondsLeft(until: end, at: now) == left)
    }

    @Test func `a change leaves what it does not name`() {
        let mute = GlobalMute(c2cUntil: now, groupUntil: .forever)
        #expect(GlobalMuteChange().apply(to: mute) == mute)
        #expect(GlobalMuteChange(c2cUntil: .never).apply(to: mute).groupUntil == .forever)
        #expect(GlobalMuteChange(groupUntil: .never).apply(to: mute).c2cUntil == now)
    }
}
