import Core

/// A value, and whether it is the one that was wanted or a simpler one in its place.
package struct Substituted<Value> {
    package let value: Value
    /// Why the first choice was not to be had; nil when it was.
    package let cause: (any Error)?

    package var isSubstitute: Bool { cause != nil }
}

extension Substituted: Sendable where Value: Sendable {}

/// Runs `wanted`, and `substitute` in its place when it fails.
/// - Parameter accepts: which errors call for the substitute. By default all but those the caller is to hear:
///   cancellation, and refusals of what was asked (4xx).
package func withFallback<Value>(
    _ wanted: () async throws -> Value, accepts: (any Error) -> Bool = isNotCallersFault,
    substitute: (any Error) async throws -> Value
) async throws -> Substituted<Value> {
    do {
        return Substituted(value: try await wanted(), cause: nil)
    } catch {
        guard !(error is CancellationError), !Task.isCancelled, accepts(error) else { throw error }
        return Substituted(value: try await substitute(error), cause: error)
    }
}

package func isNotCallersFault(_ error: any Error) -> Bool {
    guard let refusal = error as? any Refusal else { return true }
    return refusal.problem.type.status >= 500
}
