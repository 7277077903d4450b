import Settings
import Testing

@Suite struct `What is wrong` {
    @Test(arguments: [
        (
            ["LUX_HTTP_PORT": "abc"],
            "http.port must be a whole number from 1 to 65535; LUX_HTTP_PORT says «abc»"
        ),
        (["LUX_DEBUG": "maybe"], "debug must be yes or no; LUX_DEBUG says «maybe»"),
        (["DEBUG": "maybe"], "debug must be yes or no; DEBUG says «maybe»"),
        (
            ["LUX_CACHE_WAIT": "90"],
            "cache.wait must be a duration with its unit, from 1 ms to 1 d; LUX_CACHE_WAIT says «90»"
        ),
        (
            ["LUX_HTTP_BODY_MAX": "2 GiB"],
            "http.body_max must be a size such as 64 MiB, from 1 B to 1 GiB; LUX_HTTP_BODY_MAX says «2 GiB»"
        ),
        (
            ["APP_ENV": "prod"],
            "environment must be development, staging or production; APP_ENV says «prod»; "
                + "did you mean production?"
        ),
        (["LUX_LOG_FORMAT": "xml"], "log.format must be readable or json; LUX_LOG_FORMAT says «xml»"),
        (
            ["LUX_HTTP_HOST": "a b\u{1b}[2J"],
            "http.host must be a host name or an IP address; LUX_HTTP_HOST says «a b\\u{1b}[2J»"
        ),
        (
            ["LUX_TRACE_RATIO": String(repeating: "9", count: 100)],
            "trace.ratio must be a number from 0.0 to 1.0; "
                + "LUX_TRACE_RATIO says «\(String(repeating: "9", count: 60))…»"
        ),
        (
            ["LUX_ENVIRONMENT": "production"],
            "auth.signing_key must be set in production, to secret text of at least 8 bytes; "
                + "LUX_AUTH_SIGNING_KEY is one way"
        ),
    ])
    func `is told with what would be right`(_ environment: [String: String], _ message: String) throws {
        let refused = #expect(throws: SettingsRefused.self) { try Sample.load(environment: environment) }
        #expect(refused?.description == message)
    }

    @Test func `is told all at once, files included`() throws {
        let files = [
            "lux.yaml": "http:\n  port: 0\ntrace:\n  ratio: 2\n", ".env": "LUX_LOG_FORMAT=xml",
            ".env.development": "broken",
        ]
        let flags = [SettingFlag(Sample.wait, "soon", spelling: "--wait")]
        let refused = try #require(
            #expect(throws: SettingsRefused.self) {
                try Sample.load(files: files, environment: ["LUX_MODULES": "a\nb"], flags: flags)
            })
        #expect(
            refused.refusals.map { $0.source?.words } == [
                "file ./.env.development", "file ./lux.yaml", "file ./lux.yaml", "environment LUX_MODULES",
                "file ./.env LUX_LOG_FORMAT", "flag --wait",
            ])
        #expect(
            refused.refusals.map(\.setting) == [
                nil, "http.port", "trace.ratio", "modules", "log.format", "cache.wait",
            ])
    }

    @Test func `leaves the default in force for those who only look`() throws {
        let settings = try Sample.survey(environment: ["LUX_HTTP_PORT": "abc"])
        #expect(settings[Sample.port] == 8080)
        let row = try #require(settings.rows.first { $0.name == "http.port" })
        #expect((row.value, row.source) == ("8080", "default"))
        #expect(row.refused == "http.port must be a whole number from 1 to 65535; LUX_HTTP_PORT says «abc»")
    }

    @Test(arguments: [
        (
            "http: [1,\n2",
            "./lux.yaml, line 3, is not right: while parsing a flow sequence in line 1, "
                + "column 7 did not find expected ',' or ']'"
        ),
        (
            "a: 1\nb: @c",
            "./lux.yaml, line 2, is not right: while scanning for the next token in line 2, "
                + "column 4 found character that cannot start any token"
        ),
        (
            "http:\n  port: 1\n  port: 2\n",
            "./lux.yaml is not right: Parser: expected all keys to be unique but "
                + "found the following duplicated key(s): 'port'."
        ),
        ("- a\n- b\n", "./lux.yaml is not right: Top level YAML value is not a mapping."),
        ("http: {port: *nothing}", "./lux.yaml, line 1, is not right: found undefined alias"),
        (
            "http: [{port: 1}]",
            "./lux.yaml is not right: Unexpected non-scalar value in array at http at index: 0."
        ),
    ])
    func `with a settings file names the place`(_ text: String, _ message: String) throws {
        #expect(try Sample.complaints(files: ["lux.yaml": text]) == [message])
    }

    @Test func `with a settings file may be its depth, size or bytes`() throws {
        let deep = try Sample.complaints(files: ["lux.yaml": String(repeating: "[", count: 100_000)])
        #expect(deep.count == 1 && deep[0].hasPrefix("./lux.yaml, line 1, is not right: "))
        let large = try Sample.complaints(files: [".env": "A=" + String(repeating: "a", count: 1 << 20)])
        #expect(large == ["./.env cannot be read: larger than 1 MiB"])
        let full = try Sample.complaints(files: [".env": "A=" + String(repeating: "a", count: (1 << 20) - 2)])
        #expect(full == [])
        let latin = try Sample.complaints(bytes: [".env": [0x41, 0x3d, 0xe9]])
        #expect(latin == ["./.env cannot be read: not UTF-8"])
    }

    @Test(arguments: ["", "# nothing yet\n", "---\n  \n"])
    func `is nothing with a settings file that says nothing`(_ text: String) throws {
        #expect(try Sample.complaints(files: ["lux.yaml": text]) == [])
    }

    @Test func `is a named settings file that is absent, or that is a folder`() throws {
        #expect(
            try Sample.complaints(environment: ["LUX_CONFIG": "absent.yaml"])
                == ["absent.yaml does not exist; LUX_CONFIG names it as the settings file"])
        #expect(
            try Sample.complaints(environment: ["LUX_CONFIG": "/"]) == ["/ cannot be read: Is a directory"])
    }

    @Test func `is a flag for no setting`() throws {
        let flags = [SettingFlag(name: "http.prot", "81", spelling: "--set http.prot")]
        let settings = try Sample.survey(flags: flags)
        #expect(
            settings.refusals.map(\.message)
                == ["the flags have http.prot, which is no setting; did you mean http.port?"])
    }
}

@Suite struct `A warning` {
    @Test(
        arguments: [
            (
                "http:\n  prot: 81\n", [:],
                ["./lux.yaml has http.prot, which is no setting; did you mean http.port?"]
            ),
            (
                "htpp:\n  port: 81\n", [:],
                ["./lux.yaml has htpp.port, which is no setting; did you mean http.port?"]
            ),
            ("http:\n  zzz: 81\n", [:], ["./lux.yaml has http.zzz, which is no setting"]),
            ("unrelated: 1\n", [:], []),
            (
                "", ["LUX_HTTP_PROT": "81"],
                ["the environment has LUX_HTTP_PROT, which is no setting; did you mean LUX_HTTP_PORT?"]
            ),
            ("", ["LUX_ZZZ": "81"], ["the environment has LUX_ZZZ, which is no setting"]),
            ("", ["LUX_BENCH_DATA": "/x", "PATH": "/bin", "LUXURY": "1"], []),
            (
                "http.port: 81\nhttp:\n  port: 82\n", [:],
                ["http.port is given more than once in ./lux.yaml; keep one of them"]
            ),
        ] as [(String, [String: String], [String])])
    func `tells of names that nobody knows`(
        _ file: String, _ environment: [String: String], _ expected: [String]
    ) throws {
        let settings = try Sample.load(files: ["lux.yaml": file], environment: environment)
        #expect(settings.warnings.map(\.message) == expected)
    }

    @Test func `tells of unknown names in .env with their line`() throws {
        let settings = try Sample.load(files: [".env": "POSTGRES_USER=x\nLUX_LOG_FROMAT=json"])
        #expect(
            settings.warnings.map(\.message)
                == ["./.env has LUX_LOG_FROMAT, which is no setting; did you mean LUX_LOG_FORMAT?"])
        #expect(settings.warnings.first?.line == 2)
    }

    @Test func `is not given for settings of modules that were not chosen`() throws {
        let courts = SettingKey("http.courts", .integer(in: 0...9), default: 7, "Courts.")
        let table = try SettingsTable(Sample.settings, elsewhere: [courts.setting])
        let sources = SettingsSources(environment: ["LUX_HTTP_COURTS": "3"])
        #expect(try Settings.load(table, from: sources).warnings.isEmpty)
    }

    @Test func `is not given more often than a person reads`() throws {
        let many = Dictionary(uniqueKeysWithValues: (0..<1000).map { ("LUX_ZZZ_\($0)_ZZZ", "1") })
        let warnings = try Sample.load(environment: many).warnings
        #expect(warnings.count == 21)
        #expect(warnings.last?.message == "the environment has 980 more names that are no settings")
    }

    @Test(
        arguments: [
            (
                ["LUX_REDIS_URL": "redis://a", "REDIS_URI": "redis://b"], "redis://a",
                ["LUX_REDIS_URL and REDIS_URI"]
            ),
            (["REDIS_URL": "redis://a", "REDIS_URI": "redis://b"], "redis://a", ["REDIS_URL and REDIS_URI"]),
            (["REDIS_URI": "redis://b"], "redis://b", []),
            (["LUX_REDIS_URL": "redis://a", "REDIS_URI": "redis://a "], "redis://a", []),
            (["LUX_REDIS_URL": "", "REDIS_URI": "redis://b"], "redis://b", []),
        ] as [([String: String], String, [String])])
    func `tells of two names that differ, ours and the first being used`(
        _ environment: [String: String], _ expected: String, _ pairs: [String]
    ) throws {
        let settings = try Sample.load(environment: environment)
        #expect(settings[Sample.redis]?.exposed == expected)
        #expect(
            settings.warnings.map(\.message)
                == pairs.map { "\($0) differ in the environment; \($0.prefix { $0 != " " }) is used" })
    }

    @Test func `is not given where an alias in a higher layer wins`() throws {
        let settings = try Sample.load(
            files: [".env": "LUX_REDIS_URL=redis://a"], environment: ["REDIS_URI": "redis://b"])
        #expect(settings[Sample.redis]?.exposed == "redis://b")
        #expect(settings.source(of: Sample.redis.setting).words == "environment REDIS_URI")
        #expect(settings.warnings.isEmpty)
    }

    @Test func `tells of debug in production`() throws {
        let environment = ["APP_ENV": "production", "DEBUG": "1", "LUX_AUTH_SIGNING_KEY": "long enough"]
        #expect(
            try Sample.load(environment: environment).warnings.map(\.message)
                == ["debug is on in production, says DEBUG; turn it off"])
    }

    @Test func `tells of a secret on the command line`() throws {
        let settings = try Sample.load(flags: [SettingFlag(Sample.signing, "long enough", spelling: "--key")])
        #expect(
            settings.warnings.map(\.message) == [
                "--key gives a secret on the command line, where every user of this machine can read it; "
                    + "use LUX_AUTH_SIGNING_KEY or .env"
            ])
    }
}
