/// Words that a reader should not meet, with what to write in their place.
struct BannedWord: Sendable {
    /// Tokens that stand one after the other.
    let words: [String]
    let instead: String
    let isBanned: @Sendable (_ folder: String) -> Bool

    init(
        _ words: String..., instead: String,
        where isBanned: @escaping @Sendable (String) -> Bool = { _ in true }
    ) {
        (self.words, self.instead, self.isBanned) = (words, instead, isBanned)
    }

    /// Where in a file words stand that may not stand there.
    static func found(in file: SourceFile) -> [(banned: BannedWord, line: Int)] {
        file.text.tokens.indices.flatMap { start in
            (byFirstWord[file.text.tokens[start].text] ?? []).filter { $0.stands(at: start, in: file) }
                .map { ($0, file.text.tokens[start].line) }
        }
    }

    private static let byFirstWord = Dictionary(grouping: all) { $0.words[0] }

    private func stands(at start: Int, in file: SourceFile) -> Bool {
        let tokens = file.text.tokens
        return isBanned(file.folder)
            && words.indices.allSatisfy { offset in
                start + offset < tokens.count && tokens[start + offset].kind != .string
                    && tokens[start + offset].text == words[offset]
                    // `try !isOpen` is not `try!`.
                    && (words[offset] != "!" || !tokens[start + offset].followsSpace)
            }
    }

    static let all =
        [
            BannedWord("fatalError", instead: "make the state unsayable, or throw"),
            BannedWord("try", "!", instead: "let the error reach someone who can act"),
            BannedWord("@", "testable", instead: "`package` access"),
            BannedWord("@", "unchecked", "Sendable", instead: "Mutex, an actor or a value"),
            BannedWord("nonisolated", "(", "unsafe", ")", instead: "Mutex or Atomic"),
            BannedWord("String", ":", "Any", "]", instead: "a type that says what is in it"),
            BannedWord("Foundation", ".", instead: "the module that declares it"),
            BannedWord(
                "print", "(", instead: "a logger, or the terminal in Surfaces/CLI",
                where: { $0.isInside("Sources") }),
        ] + tasks + programs + environment + sleeps + ambient

    /// Work starts in a group owned by someone who waits for it.
    private static let tasks =
        ["{", "(", "<"].map {
            BannedWord("Task", $0, instead: "a task group", where: mayNotStartTasks)
        } + [BannedWord("Task", ".", "detached", instead: "a task group", where: mayNotStartTasks)]

    private static func mayNotStartTasks(_ folder: String) -> Bool {
        !["Sources/lux", "Sources/Kernel/Cache", "Sources/Testing", "Tests"].contains { folder.isInside($0) }
    }

    /// What another thread opens meanwhile must not reach a program: see `ProgramStart`.
    private static let programs = ["posix_spawn", "posix_spawnp", "waitUntilExit", "readDataToEndOfFile"].map
    {
        BannedWord(
            $0, "(", instead: "ProgramStart; in tests CommandRun",
            where: { !$0.isInside("Sources/Adapters/Processes") })
    }

    /// Another thread may be starting a program with what this one moves.
    private static let environment = ["setenv", "putenv", "unsetenv"].map {
        BannedWord($0, "(", instead: "`environment` of what is started", where: { _ in true })
    }

    /// A test that waits a while is slow on a good day and fails on a bad one.
    private static let sleeps = [
        BannedWord("Task", ".", "sleep", instead: "a signal or the test clock", where: isTest),
        BannedWord("usleep", "(", instead: "a signal or the test clock", where: isTest),
    ]

    private static func isTest(_ folder: String) -> Bool {
        folder.isInside("Tests") || folder.isInside("Sources/Testing")
    }

    /// Nothing around a rule decides; moments and ids come in.
    private static let ambient = [
        BannedWord("Date", "(", instead: "`moment` of the scope or an Instant", where: isRule),
        BannedWord("Date", ".", "now", instead: "`moment` of the scope or an Instant", where: isRule),
        BannedWord("UUID", "(", instead: "an id from Needs", where: isRule),
        BannedWord("ContinuousClock", "(", instead: "the clock from Needs", where: isRule),
        BannedWord("SystemRandomNumberGenerator", "(", instead: "a generator from Needs", where: isRule),
    ]

    private static func isRule(_ folder: String) -> Bool {
        ["Sources/Contexts", "Sources/Kernel", "Sources/Language"].contains { folder.isInside($0) }
    }
}

/// Endings of type names that say nothing about the thing.
enum HollowName {
    static let endings = [
        "Manager", "Service", "Handler", "Helper", "Helpers", "Util", "Utils", "Impl", "Base", "Info",
    ]

    static func names(in text: SourceText) -> [(name: String, line: Int)] {
        let kinds: Set = ["struct", "class", "enum", "actor", "protocol", "typealias"]
        return text.tokens.indices.compactMap { index in
            guard kinds.contains(text.tokens[index].text), text.word(index - 1) != "." else { return nil }
            let name = text.word(index + 1)
            return isHollow(name) ? (name, text.tokens[index].line) : nil
        }
    }

    static func isHollow(_ name: String) -> Bool { endings.contains { name.hasSuffix($0) } }
}

/// What a comment may not say.
enum BannedRemark {
    static let all = [
        ("TODO", "do it, or open an issue"), ("FIXME", "fix it, or open an issue"),
        ("XXX", "say what is wrong"),
        ("HACK", "say why it must be so"), ("This ensures", "say what, not that it is ensured"),
        ("MARK: -", "a smaller file"),
    ]
}
