import Bus
import Core

extension BusConformance {
    static let delivering: [Conformance<BusSubject>] = [
        check("delivers a message as it was published", deliversWhole),
        check("keeps one publisher's order", keepsOrder),
        check("gives each group every message", fansOut),
        check("gives each message to one of a group's consumers", sharesOut),
        Conformance("is one bus to all that open it") { subject in
            try await subject.withPlace { open in
                let (here, there, ledger) = (
                    try await open { _ in }, try await open { _ in }, DeliveryLedger()
                )
                try await serving(there, [Consumer(try subscription("all")) { ledger.enter($0) }]) {
                    try await here.publish(try messages(3))
                    await ledger.holds(atLeast: 3)
                }
                try require(ledger.ids, is: ["m0", "m1", "m2"])
            }
        },
        check("keeps messages for a group while nobody consumes") { bus in
            let (ledger, group) = (DeliveryLedger(), try subscription("later"))
            try await bus.declare(group)
            try await bus.publish(try messages(3))
            try await serving(bus, [Consumer(group) { ledger.enter($0) }]) { await ledger.holds(atLeast: 3) }
            try require(ledger.ids, is: ["m0", "m1", "m2"])
        },
        check("matches topics by word, with * for one and # for any", matchesTopics),
        check("delivers nothing more of topics that a group no longer names", forgetsTopics),
        check("delivers copies of a message with the same id") { bus in
            let ledger = DeliveryLedger()
            try await serving(bus, [Consumer(try subscription("all")) { ledger.enter($0) }]) {
                try await bus.publish([try message("same"), try message("same")])
                try await bus.publish([try message("same")])
                await ledger.holds(atLeast: 3)
            }
            try require(ledger.ids, is: ["same", "same", "same"])
        },
        Conformance("names in the receipt what no group wants, where it can tell") { subject in
            try await subject.withPlace { open in
                let bus = try await open { _ in }
                try await bus.declare(try subscription("some", ["process.*"]))
                let receipt = try await bus.publish([
                    try message("a"), try message("b", "billing.processed"), try message("c"),
                ])
                try require(receipt.unwanted, is: subject.noticesUnwanted ? ["b"] : [])
                try require(await bus.status().counts.published, is: 3)
            }
        },
        check("publishes nothing when given nothing") { bus in
            try require(try await bus.publish([]), is: Receipt())
        },
        check("takes many at once, and from many at once", takesMany),
        check("runs no more handlers at once than asked", boundsHandlers),
    ]

    private static func deliversWhole(_ bus: any Bus) async throws {
        let ledger = DeliveryLedger()
        let sent = try Message(
            id: "0190-a/b:c", topic: "process.created", contentType: "application/json; charset=utf-8",
            body: Array(0...255), tenant: TenantID("lark"),
            trace: TraceContext(traceHigh: 1, traceLow: 2, span: 3, sampled: true),
            occurredAt: Instant(milliseconds: 1_767_225_600_123))
        let largest = try message("large", body: [UInt8](repeating: 7, count: Message.bodyBytesMax))
        let empty = try message("empty", body: [])
        try await serving(bus, [Consumer(try subscription("all")) { ledger.enter($0) }]) {
            try await bus.publish([sent, largest, empty])
            await ledger.holds(atLeast: 3)
        }
        try require(ledger.deliveries.map(\.number), is: [1, 1, 1])
        try require(ledger.deliveries.map(\.message) == [sent, largest, empty], "messages came otherwise")
    }

    private static func keepsOrder(_ bus: any Bus) async throws {
        let (ledger, sent) = (DeliveryLedger(), try messages(500))
        try await serving(bus, [Consumer(try subscription("all", prefetch: 7)) { ledger.enter($0) }]) {
            for start in stride(from: 0, to: sent.count, by: 50) {
                try await bus.publish(Array(sent[start..<start + 50]))
            }
            await ledger.holds(atLeast: sent.count)
        }
        try require(ledger.ids == sent.map(\.id), "the order is \(ledger.ids)")
    }

    private static func fansOut(_ bus: any Bus) async throws {
        let (first, second) = (DeliveryLedger(), DeliveryLedger())
        let consumers: [Consumer] = [
            Consumer(try subscription("first")) { first.enter($0) },
            Consumer(try subscription("second")) { second.enter($0) },
        ]
        try await serving(bus, consumers) {
            try await bus.publish(try messages(20))
            await first.holds(atLeast: 20)
            await second.holds(atLeast: 20)
        }
        try require(first.ids, is: try messages(20).map(\.id))
        try require(second.ids, is: first.ids)
    }

    private static func sharesOut(_ bus: any Bus) async throws {
        let (ledger, busy) = (DeliveryLedger(), Shared(Set<Int>()))
        let group = try subscription("workers", prefetch: 1)
        // Each keeps its first message until both have one: neither could get both.
        let isShared = Gate()
        let consumers: [Consumer] = (0..<2).map { who in
            let handle: @Sendable (Delivery) async throws -> Void = { delivery in
                ledger.enter(delivery)
                busy.change { $0.insert(who) }
                if busy.value.count == 2 { isShared.open() }
                await isShared.opened()
            }
            return Consumer(group, handle)
        }
        try await serving(bus, consumers) {
            try await bus.publish(try messages(40))
            await ledger.holds(atLeast: 40)
        }
        try require(ledger.ids.sorted(), is: try messages(40).map(\.id).sorted())
    }

    private static func matchesTopics(_ bus: any Bus) async throws {
        let topics = ["process", "process.created", "process.created.late", "billing.processed"]
        let patterns: [(String, [String])] = [
            ("process.*", ["process.created"]),
            ("process.#", ["process", "process.created", "process.created.late"]),
            ("#.created.#", ["process.created", "process.created.late"]),
            ("*.*", ["process.created", "billing.processed"]),
            ("#", topics),
            ("billing.processed", ["billing.processed"]),
        ]
        let ledgers = patterns.map { _ in DeliveryLedger() }
        let consumers: [Consumer] = try patterns.indices.map {
            let (ledger, pattern) = (ledgers[$0], patterns[$0].0)
            return Consumer(try subscription("group_\($0)", [pattern])) { ledger.enter($0) }
        }
        try await serving(bus, consumers) {
            try await bus.publish(try topics.map { try message($0, $0) })
            for (ledger, (_, wanted)) in zip(ledgers, patterns) { await ledger.holds(atLeast: wanted.count) }
        }
        for (ledger, (pattern, wanted)) in zip(ledgers, patterns) {
            try require(ledger.ids == wanted, "\(pattern) matched \(ledger.ids)")
        }
    }

    private static func forgetsTopics(_ bus: any Bus) async throws {
        let ledger = DeliveryLedger()
        try await bus.declare(try subscription("some", ["process.*", "billing.*"]))
        try await bus.publish([try message("a", "billing.processed")])
        let narrowed = try subscription("some", ["process.*"])
        try await serving(bus, [Consumer(narrowed) { ledger.enter($0) }]) {
            try await bus.publish([try message("b", "billing.processed"), try message("c")])
            await ledger.holds(all: ["c"])
        }
        // "a" was published while the group wanted it: it may come or not.
        try require(ledger.ids.filter { $0 != "a" }, is: ["c"])
    }

    private static func takesMany(_ bus: any Bus) async throws {
        let ledger = DeliveryLedger()
        try await serving(bus, [Consumer(try subscription("all", handlersMax: 4)) { ledger.enter($0) }]) {
            try await withThrowingTaskGroup { group in
                for publisher in 0..<8 {
                    group.addTask { try await bus.publish(try messages(250, "p\(publisher)-")) }
                }
                try await group.waitForAll()
            }
            await ledger.holds(atLeast: 2_000)
        }
        try require(Set(ledger.ids).count, is: 2_000)
        try require(ledger.deliveries.count, is: 2_000)
    }

    private static func boundsHandlers(_ bus: any Bus) async throws {
        let (ledger, running, most) = (DeliveryLedger(), Shared(0), Shared(0))
        let (areThree, mayEnd) = (Gate(), Gate())
        let group = try subscription("all", handlersMax: 3, prefetch: 10)
        let handle: @Sendable (Delivery) async throws -> Void = { delivery in
            running.change { $0 += 1 }
            let now = running.value
            most.change { $0 = max($0, now) }
            if now == 3 { areThree.open() }
            await mayEnd.opened()
            running.change { $0 -= 1 }
            ledger.enter(delivery)
        }
        try await serving(bus, [Consumer(group, handle)]) {
            try await bus.publish(try messages(30))
            await areThree.opened()
            mayEnd.open()
            await ledger.holds(atLeast: 30)
        }
        try require(most.value, is: 3)
    }
}
