import Core
import EventLog
import Facts
import LuxTesting
import Persistence
import Testing

@Suite struct `A follower that acts outside` {
    private static func deliverer(
        _ heard: Shared<[Int64]>, batchMax: Int = 2,
        _ before: @escaping @Sendable () async throws -> Void = {}
    ) -> Follower {
        Follower(
            "outside", batchMax: batchMax,
            .deliver { batch in
                try await before()
                let amounts = try batch.events.map { try $0.read(Counted.self).by }
                heard.change { $0 += amounts }
            })
    }

    @Test(arguments: Engine.all)
    func `delivers in order`(_ engine: Engine) async throws {
        try await engine.withLog { place in
            try await place.count(0..<7)
            try await place.watch.look()
            let heard = Shared<[Int64]>([])
            #expect(try await place.following(Self.deliverer(heard)).catchUp().isIdle)
            #expect(heard.value == Array(0..<7))
        }
    }

    /// The process dies after the delivery and before the cursor moves: its successor delivers the same again.
    @Test(arguments: Engine.all)
    func `delivers again what it cannot know to have arrived`(_ engine: Engine) async throws {
        try await engine.withLog { place in
            try await place.count(0..<6)
            try await place.watch.look()
            let heard = Shared<[Int64]>([])
            let crash = Shared(0)
            let crashing = Follower(
                "outside", batchMax: 2,
                .deliver { batch in
                    let amounts = try batch.events.map { try $0.read(Counted.self).by }
                    heard.change { $0 += amounts }
                    crash.change { $0 += 1 }
                    if crash.value == 2 { try await untilCancelled() }
                })
            let following = place.following(crashing)
            #expect(await following.step().failure == nil)
            let dying = Task { await following.step() }
            await until { crash.value == 2 }
            dying.cancel()
            _ = await dying.value
            #expect(heard.value == [0, 1, 2, 3])
            let successor = place.following(Self.deliverer(heard), owner: "two")
            #expect(await successor.step().isStandby)
            place.clock.advance(by: Following.lease)
            #expect(try await successor.catchUp().isIdle)
            #expect(heard.value == [0, 1, 2, 3, 2, 3, 4, 5])
        }
    }

    @Test(arguments: Engine.all)
    func `takes over from one that died with a clock that was ahead`(_ engine: Engine) async throws {
        try await engine.withLog { place in
            try await place.count(0..<2)
            try await place.watch.look()
            let heard = Shared<[Int64]>([])
            let following = place.following(Self.deliverer(heard), owner: "two")
            _ = await following.step()
            try await place.count(2..<4)
            try await place.watch.look()
            let ahead = place.clock.now.advanced(by: .seconds(3_600))
            try await place.database.write(.everyTenant) { session in
                try session.execute(
                    "UPDATE log_cursors SET owner = 'dead', fence = fence + 1, leased_until = \(ahead)")
            }
            let successor = place.following(Self.deliverer(heard), owner: "three")
            #expect(await successor.step().isStandby)
            place.clock.advance(by: Following.lease)
            #expect(await successor.step().isStandby, "its owner may be alive")
            place.clock.advance(by: Following.lease)
            #expect(try await successor.catchUp().isIdle)
            #expect(heard.value == [0, 1, 2, 3])
        }
    }

    @Test(arguments: Engine.all)
    func `does not move a cursor whose lease has gone to another`(_ engine: Engine) async throws {
        try await engine.withLog { place in
            try await place.count(0..<4)
            try await place.watch.look()
            let (heard, gate, isIn) = (Shared<[Int64]>([]), Gate(), Gate())
            let slow = place.following(
                Self.deliverer(heard) {
                    isIn.open()
                    await gate.opened()
                })
            let stalled = Task { await slow.step() }
            await isIn.opened()
            // It stalls longer than its lease, another takes over, and then it comes back.
            place.clock.advance(by: Following.lease)
            let quick = place.following(Self.deliverer(heard), owner: "two")
            #expect(try await quick.catchUp().isIdle)
            gate.open()
            #expect(await stalled.value.isStandby)
            #expect(heard.value == [0, 1, 2, 3, 0, 1])
            #expect(try await place.entry("outside")?.position == 4)
            #expect(await slow.step().isIdle)
        }
    }

    @Test func `tries again at the same event, never passing it`() async throws {
        try await Engine.sqlite.withLog { place in
            try await place.count(0..<4)
            try await place.watch.look()
            let (heard, fails) = (Shared<[Int64]>([]), Shared(3))
            let following = place.following(
                Self.deliverer(heard, batchMax: 10) {
                    fails.change { $0 -= 1 }
                    if fails.value >= 0 { throw Broken() }
                })
            var waits: [Duration] = []
            while case .failed(_, let wait) = await following.step() { waits.append(wait) }
            #expect(waits == [.zero, .milliseconds(200), .milliseconds(400)])
            #expect(try await following.catchUp().isIdle)
            #expect(heard.value == [0, 1, 2, 3])
        }
    }

    @Test func `gives up a delivery that takes too long`() async throws {
        try await Engine.sqlite.withLog { place in
            try await place.count([1])
            try await place.watch.look()
            var follower = Follower("outside", .deliver { _ in try await untilCancelled() })
            follower.deliveryMax = .seconds(5)
            let clock = place.clock
            var needs = place.needs()
            needs.sleep = { clock.advance(by: $0) }
            let step = await Following(follower, place.watch, needs).step()
            #expect((step.failure as? DeliveryTooLong)?.limit == .seconds(5))
            #expect(try await place.entry("outside")?.attempts == 1)
        }
    }

    @Test(arguments: Engine.all)
    func `forwards events as CloudEvents`(_ engine: Engine) async throws {
        try await engine.withLog { place in
            try await LogEpoch.begin("first", at: place.clock.now, on: place.database)
            let appended = try await place.append([NewEvent(CaseOpened("0001"))], to: "case/0001")
            try await place.count([5])
            try await place.watch.look()
            let published = Shared<[CloudEvent]>([])
            let forwarder = Forwarder(of: [.processCreated], source: "https://lux.example") { events in
                published.change { $0 += events }
            }
            #expect(try await place.following(forwarder.follower).catchUp().isIdle)
            let event = try #require(published.value.first)
            #expect(published.value.count == 1)
            #expect(event.id == appended.ids[0].text && event.type == .processCreated && event.tenant == lark)
            let json = try JSONReader.read(event.bytes)
            #expect(json["specversion"]?.text == "1.0" && json["type"]?.text == "process.created")
            #expect(json["tenantid"]?.text == "lark" && json["epoch"]?.text == "first")
            #expect(json["subject"]?.text == "case/0001")
            let data = try #require(json["data"])
            #expect(data["event_id"]?.text == event.id && data["process_id"]?.text == "0001")
            #expect(data["payload"]?["court"]?.text == "TJSP" && data["update_type"] == nil)
        }
    }
}
