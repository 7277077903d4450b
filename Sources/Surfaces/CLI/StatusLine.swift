/// One line on the terminal's standard error that says what long work is at; silent when nobody looks.
package struct StatusLine {
    private var subject = ""
    private var count = 0
    private var isDrawn = false

    package init() {}

    /// Counts on while the subject stays the same.
    package mutating func show(_ subject: String, adding count: Int = 0) {
        self.count = subject == self.subject ? self.count + count : count
        self.subject = subject
        guard Terminal.errorIsTerminal else { return }
        Terminal.say("\r\u{1b}[K\(subject)  \(self.count)", ending: "")
        isDrawn = true
    }

    package mutating func finish() {
        guard isDrawn else { return }
        Terminal.say("\r\u{1b}[K", ending: "")
        isDrawn = false
    }
}
