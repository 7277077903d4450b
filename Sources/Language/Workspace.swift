import Synchronization

/// The memory one extraction works in. It is lent to one call at a time and keeps its capacity and its
/// lexicon between texts, which is what makes short texts cheap.
///
/// Sendable without the compiler's proof: `Workspaces` hands each one to a single caller and takes it back
/// when the call ends, so no two threads hold it at once.
final class Workspace: @unchecked Sendable {
    var reader = Reader()
    var lexicon = Lexicon()
    var stemmers = Stemmers()
    var page = Page()
    var phrases = PhraseTable()
    var prints = WordPrints()

    /// Above this many words of one text the buffers are given back after the call.
    private static let tokensKept = 40_000

    /// Gives back what a long text needed. Its words stay: the next chapter has them again.
    func trim() {
        guard max(reader.tokens.capacity, page.tokens.capacity) > Self.tokensKept else { return }
        (reader.tokens, page.tokens, phrases) = ([], [], PhraseTable())
    }
}

/// The workspaces not in use. The lock is held for a push or a pop, once a call.
enum Workspaces {
    private static let kept = 32
    private static let idle = Mutex<[Workspace]>([])

    static func lend<Result>(
        _ body: (Workspace) throws(ExtractionRefusal) -> Result
    ) throws(ExtractionRefusal) -> Result {
        let workspace = idle.withLock { $0.popLast() } ?? Workspace()
        defer {
            if !workspace.lexicon.isFull {
                workspace.trim()
                idle.withLock { if $0.count < kept { $0.append(workspace) } }
            }
        }
        return try body(workspace)
    }
}
