/// A table as the engine has it.
package struct TableShape: Sendable, Equatable {
    package struct Column: Sendable, Equatable {
        package let name: String
        /// In the engine's words.
        package let type: String
        package let isRequired: Bool
        package let defaultText: String?
        /// Place in the primary key, from 1; 0 outside it.
        package let keyPlace: Int

        package init(name: String, type: String, isRequired: Bool, defaultText: String?, keyPlace: Int) {
            self.name = name
            self.type = type
            self.isRequired = isRequired
            self.defaultText = defaultText
            self.keyPlace = keyPlace
        }
    }

    package let name: String
    package let columns: [Column]
    /// One line each: indexes, foreign keys and options.
    package let details: [String]

    package init(name: String, columns: [Column], details: [String]) {
        self.name = name
        self.columns = columns
        self.details = details
    }
}

extension [TableShape] {
    /// The same text for the same schema, whatever the order in which it came about: for golden files.
    package var schemaText: String {
        sorted { $0.name < $1.name }.map(\.text).joined(separator: "\n")
    }
}

extension TableShape {
    fileprivate var text: String {
        let lines = columns.map(\.text).sorted() + details.sorted()
        return "table \(name)\n" + lines.map { "    \($0)\n" }.joined()
    }
}

extension TableShape.Column {
    fileprivate var text: String {
        var text = "column \(name) \(type)"
        if isRequired { text += " not null" }
        if let defaultText { text += " default \(defaultText)" }
        if keyPlace > 0 { text += " key \(keyPlace)" }
        return text
    }
}
