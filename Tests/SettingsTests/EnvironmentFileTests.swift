import Core
import Settings
import Testing

@Suite struct `A .env file` {
    @Test(arguments: [
        ("LUX_CONSOLE_TITLE=plain", "plain"),
        ("LUX_CONSOLE_TITLE = spaced out  ", "spaced out"),
        ("export LUX_CONSOLE_TITLE=exported", "exported"),
        ("\u{feff}LUX_CONSOLE_TITLE=marked", "marked"),
        ("# first\n\n  # second\nLUX_CONSOLE_TITLE=after comments", "after comments"),
        ("LUX_CONSOLE_TITLE=value # a comment", "value"),
        ("LUX_CONSOLE_TITLE=a#b", "a#b"),
        ("LUX_CONSOLE_TITLE=a=b=c", "a=b=c"),
        ("LUX_CONSOLE_TITLE='single # $HOME \\n'", "single # $HOME \\n"),
        ("LUX_CONSOLE_TITLE=\"double \\\"quoted\\\" \\$ \\q # x\" # comment", "double \"quoted\" $ \\q # x"),
        ("LUX_CONSOLE_TITLE=$HOME/${USER}", "$HOME/${USER}"),
        ("LUX_CONSOLE_TITLE=returns\r\nOTHER=1\r\n", "returns"),
        ("LUX_CONSOLE_TITLE=# only a comment", "Lux"),
        ("LUX_CONSOLE_TITLE=", "Lux"),
        ("export=1\nLUX_CONSOLE_TITLE=a variable called export", "a variable called export"),
    ])
    func `gives values`(_ text: String, _ expected: String) throws {
        #expect(try Sample.load(files: [".env": text])[Sample.title] == expected)
    }

    @Test(arguments: ["'", "\""])
    func `gives values of several lines within quotes`(_ quote: String) throws {
        let text = "LUX_AUTH_SIGNING_KEY=\(quote)-----BEGIN\nabc\n-----END\(quote)\nLUX_HTTP_PORT=81"
        let settings = try Sample.load(files: [".env": text])
        #expect(settings[Sample.signing]?.exposed == "-----BEGIN\nabc\n-----END")
        #expect(settings[Sample.port] == 81)
    }

    @Test func `unescapes line ends within double quotes`() throws {
        let settings = try Sample.load(files: [".env": #"LUX_AUTH_SIGNING_KEY="one\ntwo\tthree\\r""#])
        #expect(settings[Sample.signing]?.exposed == "one\ntwo\tthree\\r")
    }

    @Test(arguments: [
        ("A=1\nno equals sign", "./.env, line 2, is not right: NAME=value is expected"),
        ("two words=1", "./.env, line 1, is not right: NAME=value is expected"),
        ("\n=1", "./.env, line 2, is not right: the name before = is missing"),
        ("A='1\n2\n", "./.env, line 1, is not right: the quote opened here is not closed"),
        ("A=\"x\\\ny\" z", "./.env, line 2, is not right: something follows the closing quote"),
    ])
    func `is refused with its line`(_ text: String, _ message: String) throws {
        #expect(try Sample.complaints(files: [".env": text]) == [message])
    }

    @Test func `counts the last of two lines, and says so`() throws {
        let settings = try Sample.load(files: [".env": "LUX_HTTP_PORT=81\nLUX_HTTP_PORT=82"])
        #expect(settings[Sample.port] == 82)
        #expect(
            settings.warnings.map(\.message)
                == ["LUX_HTTP_PORT is given more than once in ./.env; the last one is used"])
        #expect(settings.warnings.first?.line == 2)
    }

    @Test func `is named with the line of a wrong value`() throws {
        #expect(
            try Sample.complaints(files: [".env": "\nLUX_HTTP_PORT=abc"]) == [
                "http.port must be a whole number from 1 to 65535; "
                    + "LUX_HTTP_PORT in ./.env, line 2, says «abc»"
            ])
    }
}
