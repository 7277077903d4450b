import CLI
import Synchronization
import Testing

@Suite struct `Work on several cores` {
    @Test(arguments: [1, 2, 3, 16])
    func `comes out in the order it went in`(_ workers: Int) async throws {
        var rest = Array(0..<500)[...]
        var taken: [Int] = []
        try await orderedWork(workers: workers, next: { rest.popFirst() }, work: { $0 * 2 }) { taken.append($0) }
        #expect(taken == Array(0..<500).map { $0 * 2 })
    }

    @Test func `at most two pieces a worker are under way`() async throws {
        var given = 0
        var taken = 0
        var widest = 0
        try await orderedWork(
            workers: 3,
            next: { () -> Int? in
                guard given < 200 else { return nil }
                given += 1
                widest = max(widest, given - taken)
                return given
            }, work: { (piece: Int) in piece }
        ) { _ in taken += 1 }
        #expect(widest <= 6 && taken == 200)
    }

    struct Enough: Error {}

    @Test(arguments: [1, 4])
    func `stops when the taker can take no more`(_ workers: Int) async {
        var given = 0
        await #expect(throws: Enough.self) {
            try await orderedWork(
                workers: workers,
                next: { () -> Int? in
                    given += 1
                    return given
                }, work: { (piece: Int) in piece }
            ) { if $0 == 5 { throw Enough() } }
        }
        #expect(given < 50)
    }
}
