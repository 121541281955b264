import Groups
import Storage
import Testing
import Wire

@testable import Webhooks

/// Which events come when, and what is kept in memory of them.
@Suite("Lanes of webhooks")
final class DeliveryLanesTests {
    private var lanes = DeliveryLanes()

    @Test func `events of a lane come one after the other, in order`() throws {
        fill("pier", times: [1, 2])
        let first = try #require(takeTurn())
        #expect(first.event.place == place("pier", 1))
        #expect(takeTurn() == nil)
        lanes.settle(first.event.place)
        #expect(takeTurn()?.event.place == place("pier", 2))
    }

    @Test func `lanes take turns side by side`() {
        fill("pier", times: [1, 2])
        fill("dock", times: [1, 2])
        #expect(takeTurn()?.event.place == place("pier", 1))
        #expect(takeTurn()?.event.place == place("dock", 1))
        #expect(takeTurn() == nil)
    }

    @Test func `an event that rests holds up its lane alone, and is tried again`() throws {
        fill("pier", times: [1, 2])
        fill("dock", times: [1])
        let turn = try #require(takeTurn())
        #expect(turn.attempts == 0)
        lanes.rest(turn.event.place)
        #expect(takeTurn()?.event.place == place("dock", 1))
        #expect(takeTurn() == nil)
        lanes.wake(turn.event.place.lane)
        let again = try #require(takeTurn())
        #expect(again.event == turn.event)
        #expect(again.attempts == 1)
        // those behind it were forgotten, and are read again
        lanes.settle(again.event.place)
        #expect(takePlaces() == [place("pier", 1)])
    }

    @Test func `a lane is not read again before the store knows what was settled`() throws {
        fill("pier", times: [1])
        let turn = try #require(takeTurn())
        lanes.settle(turn.event.place)
        #expect(takePlaces().isEmpty)
        #expect(lanes.contains(turn.event.place.lane))
        lanes.noteStored([turn.event.place])
        #expect(!lanes.contains(turn.event.place.lane))
    }

    @Test func `a lane is read on while its last event is under way, unless that was not taken`() throws {
        fill("pier", times: [1])
        let turn = try #require(takeTurn())
        #expect(note("pier"))
        #expect(takePlaces() == [place("pier", 1)])
        lanes.take([event("pier", 2)], from: [place("pier", 1)])
        #expect(takeTurn() == nil)
        lanes.settle(turn.event.place)
        let next = try #require(takeTurn())
        #expect(next.event.place == place("pier", 2))
        lanes.rest(next.event.place)
        lanes.wake(next.event.place.lane)
        _ = try #require(takeTurn())
        #expect(note("pier"))
        #expect(takePlaces().isEmpty)
    }

    @Test func `what comes while a lane is read is read after it`() throws {
        #expect(note("pier"))
        let places = lanes.takePlaces()
        #expect(note("pier"))
        lanes.take([event("pier", 1)], from: places)
        let turn = try #require(takeTurn())
        lanes.settle(turn.event.place)
        #expect(takePlaces() == [place("pier", 1)])
    }

    @Test func `a reading that fails is made again`() {
        #expect(note("pier"))
        let places = lanes.takePlaces()
        lanes.take(nil, from: places)
        #expect(takePlaces() == places)
    }

    @Test func `lanes beyond the bound stay in the store`() {
        for index in 0..<DeliveryLanes.maximumLanes {
            #expect(note("group\(index)"))
        }
        #expect(!note("one too many"))
        #expect(note("group0"))
    }

    @Test func `no more is read than is needed soon`() {
        let full = (1...Int64(DeliveryLanes.readEvents)).map { $0 }
        var names = 0
        while true {
            let name = "group\(names)"
            #expect(note(name))
            let places = lanes.takePlaces()
            guard !places.isEmpty else {
                break
            }
            lanes.take(full.map { event(name, $0) }, from: places)
            names += 1
        }
        #expect(names * DeliveryLanes.readEvents == DeliveryLanes.enoughEvents)
    }

    @Test func `lanes of others are forgotten, but not what is under way`() throws {
        fill("pier", times: [1])
        fill("dock", times: [1])
        let turn = try #require(takeTurn())
        lanes.keep([])
        #expect(lanes.slots == [turn.event.place.lane.slot])
        #expect(takeTurn() == nil)
        lanes.settle(turn.event.place)
        lanes.noteStored([turn.event.place])
        #expect(lanes.slots.isEmpty)
        #expect(lanes.eventCount == 0)
    }

    private func fill(_ name: String, times: [Int64]) {
        #expect(note(name))
        lanes.take(times.map { event(name, $0) }, from: takePlaces())
    }

    private func note(_ name: String) -> Bool {
        lanes.note(lane(name))
    }

    private func takePlaces() -> [OutboxPlace] {
        lanes.takePlaces()
    }

    private func takeTurn() -> DeliveryLanes.Turn? {
        lanes.takeTurn()
    }

    private func lane(_ name: String) -> OutboxLane {
        GroupID(name).map { .group($0) } ?? .app
    }

    private func place(_ name: String, _ time: Int64) -> OutboxPlace {
        OutboxPlace(lane: lane(name), eventTime: time)
    }

    private func event(_ name: String, _ time: Int64) -> OutboxEvent {
        OutboxEvent(place(name, time), command: "c", address: "a", opening: [])
    }
}
