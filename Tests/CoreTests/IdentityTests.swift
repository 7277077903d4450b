import Core
import LuxTesting
import Testing

@Suite struct `Identities and traces` {
    enum Thing {}

    @Test func `ids are UUIDs of version 7 and sort by the moment they were made`() throws {
        var random = SplitMix64(seed: 1)
        var previous: ID<Thing>?
        for millisecond in stride(from: Int64(1_700_000_000_000), to: 1_700_000_100_000, by: 97) {
            let id = ID<Thing>.make(at: Instant(milliseconds: millisecond), random: &random)
            let characters = Array(id.text)
            #expect(characters.count == 36 && characters[14] == "7" && "89ab".contains(characters[19]))
            #expect(ID<Thing>(id.text) == id)
            if let previous { #expect(previous < id && previous.text < id.text) }
            previous = id
        }
    }

    @Test(arguments: [
        "", "018f", "018F3C7e-1111-7111-8111-111111111111", "018f3c7e11117111811111111111111111",
        "018f3c7e-1111-7111-8111-11111111111g",
    ])
    func `refuse text that is no canonical UUID`(_ text: String) {
        #expect(ID<Thing>(text) == nil)
    }

    @Test func `a traceparent is read and passed on`() throws {
        let text = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        let context = try #require(TraceContext(traceparent: text))
        #expect(context.traceparent == text && context.sampled)
        var random = SplitMix64(seed: 2)
        let child = context.child(random: &random)
        #expect(child.traceID == context.traceID && child.spanID != context.spanID)
        #expect(TraceContext.start(sampled: false, random: &random).traceparent.hasSuffix("-00"))
    }

    @Test(arguments: [
        "", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
    ])
    func `a malformed traceparent is as good as none`(_ text: String) {
        #expect(TraceContext(traceparent: text) == nil)
    }

    @Test func `a later version is read by its first four fields`() {
        #expect(
            TraceContext(traceparent: "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more")?.sampled
                == true)
    }

    @Test func `a secret never shows itself`() {
        let secret = Secret("canary-4711")
        var dumped = ""
        dump(["k": secret], to: &dumped)
        #expect(!"\(secret) \(String(reflecting: secret)) \(dumped)".contains("canary"))
        #expect(secret.exposed == "canary-4711")
    }

    @Test func `ticks only go forward`() {
        let (early, late) = (Ticks(nanoseconds: 5), Ticks(nanoseconds: 1_000_000_005))
        #expect(late.since(early) == .seconds(1) && early.since(late) == .zero)
        #expect(early.advanced(by: .seconds(1)) == late)
    }
}
