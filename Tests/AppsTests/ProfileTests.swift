import Apps
import Groups
import Testing
import Wire

@Suite("Named profiles")
struct ProfileTests {
    @Test func `profiles hold the numbers of the original's plans`() {
        #expect(PlanProfile.none.limits == .unlimited)
        #expect(PlanProfile.trial.limits.memberCap(for: .work) == 20)
        #expect(PlanProfile.pro.limits.memberCap(for: .meeting) == 200)
        #expect(PlanProfile.flagship.limits.memberCap(for: .community) == nil)
    }

    @Test func `a command's own rate goes before that of all, and 0 lifts it`() {
        let list = CommandName(service: .groupOpen, command: "get_appid_group_list")
        let other = CommandName(service: .groupOpen, command: "get_group_info")
        #expect(RateProfile.none.rates.limit(of: list) == nil)
        var rates = RateProfile.tencent.rates
        #expect(rates.limit(of: list) == 1)
        #expect(rates.limit(of: other) == 200)
        rates.exceptions[other] = 0
        #expect(rates.limit(of: other) == nil)
    }
}
