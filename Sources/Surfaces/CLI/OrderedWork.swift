/// Work done on several cores whose results come out in the order of the input. At most twice as many pieces as
/// workers are under way, so memory does not grow with the input.
package func orderedWork<Piece: Sendable, Result: Sendable>(
    workers: Int, next: () throws -> Piece?, work: @escaping @Sendable (Piece) -> Result,
    take: (Result) throws -> Void
) async throws {
    guard workers > 1 else {
        while let piece = try next() { try take(work(piece)) }
        return
    }
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
        var started = 0
        var taken = 0
        var waiting: [Int: Result] = [:]
        func start() throws -> Bool {
            guard let piece = try next() else { return false }
            let number = started
            group.addTask { (number, work(piece)) }
            started += 1
            return true
        }
        while started < workers * 2, try start() {}
        while let (number, result) = try await group.next() {
            waiting[number] = result
            while let ready = waiting.removeValue(forKey: taken) {
                try take(ready)
                taken += 1
                _ = try start()
            }
        }
    }
}
