import Core
import LuxTesting
import Resilience
import Testing

@Suite struct `A fallback` {
    @Test func `is not used when the first choice works`() async throws {
        let answer = try await withFallback({ 1 }, substitute: { _ in 2 })
        #expect(answer.value == 1 && !answer.isSubstitute && answer.cause == nil)
    }

    @Test(arguments: [
        Broken() as any Error, BreakerOpen(name: "b", retryAfter: .zero), TimedOut(limit: .zero),
        TooBusy(name: "b", retryAfter: .zero),
    ])
    func `takes the place of what is broken, slow or closed, and says why`(_ error: any Error) async throws {
        let answer = try await withFallback({ throw error }, substitute: { _ in 2 })
        #expect(answer.value == 2 && answer.isSubstitute)
        #expect(String(describing: answer.cause!) == String(describing: error))
    }

    @Test func `leaves to the caller what the caller asked wrongly, and cancellation`() async {
        let unfit = Problem(.tooManyRequests, "slow down")
        await #expect(throws: unfit) { try await withFallback({ throw unfit }, substitute: { _ in 2 }) }
        await #expect(throws: CancellationError.self) {
            try await withFallback({ throw CancellationError() }, substitute: { _ in 2 })
        }
    }

    @Test func `asks the caller which errors it takes`() async {
        await #expect(throws: Broken.self) {
            try await withFallback({ throw Broken() }, accepts: { _ in false }, substitute: { _ in 2 })
        }
    }

    @Test func `fails with its own error when it fails too`() async {
        await #expect(throws: TimedOut.self) {
            try await withFallback({ throw Broken() }, substitute: { _ in throw TimedOut(limit: .zero) })
        }
    }
}
