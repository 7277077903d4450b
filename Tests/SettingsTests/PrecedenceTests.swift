import Settings
import Testing

/// Where the port is set, lowest first.
enum Layer: Int, CaseIterable, Comparable, CustomTestStringConvertible {
    case file, environmentFile, ownEnvironmentFile, environment, flag

    static func < (left: Layer, right: Layer) -> Bool { left.rawValue < right.rawValue }
    var testDescription: String { "\(self)" }

    var port: Int { 1000 + rawValue }

    var source: String {
        switch self {
        case .file: "file ./lux.yaml"
        case .environmentFile: "file ./.env LUX_HTTP_PORT"
        case .ownEnvironmentFile: "file ./.env.development LUX_HTTP_PORT"
        case .environment: "environment LUX_HTTP_PORT"
        case .flag: "flag --port"
        }
    }

    static func load(_ layers: Set<Layer>) throws -> Settings {
        var files: [String: String] = [:]
        var environment: [String: String] = [:]
        var flags: [SettingFlag] = []
        for layer in layers {
            switch layer {
            case .file: files["lux.yaml"] = "http:\n  port: \(layer.port)\n"
            case .environmentFile: files[".env"] = "LUX_HTTP_PORT=\(layer.port)"
            case .ownEnvironmentFile: files[".env.development"] = "LUX_HTTP_PORT=\(layer.port)"
            case .environment: environment["LUX_HTTP_PORT"] = "\(layer.port)"
            case .flag: flags = [SettingFlag(Sample.port, "\(layer.port)", spelling: "--port")]
            }
        }
        return try Sample.load(files: files, environment: environment, flags: flags)
    }
}

@Suite struct `The value in force` {
    @Test(arguments: Layer.allCases, Layer.allCases)
    func `is that of the higher of two layers`(_ one: Layer, _ other: Layer) throws {
        let settings = try Layer.load([one, other])
        #expect(settings[Sample.port] == max(one, other).port)
        #expect(settings.source(of: Sample.port.setting).words == max(one, other).source)
        #expect(settings.warnings.isEmpty)
    }

    @Test func `is the flag's when all layers speak`() throws {
        #expect(try Layer.load(Set(Layer.allCases))[Sample.port] == Layer.flag.port)
    }

    @Test func `is the default while nobody speaks`() throws {
        let settings = try Layer.load([])
        #expect(settings[Sample.port] == 8080)
        #expect(settings[Sample.redis] == nil)
        #expect(settings.source(of: Sample.port.setting).words == "default")
    }

    @Test(arguments: ["", "   "])
    func `is not an empty one`(_ empty: String) throws {
        let files = ["lux.yaml": "http.port: 81\nhttp.host: \nlog: {format: ~}\nredis: {url: null}\n"]
        let settings = try Sample.load(
            files: files, environment: ["LUX_HTTP_PORT": empty, "LUX_CONSOLE_TITLE": empty])
        #expect((settings[Sample.port], settings[Sample.host]) == (81, "127.0.0.1"))
        #expect((settings[Sample.title], settings[Sample.format]) == ("Lux", .readable))
        #expect(settings[Sample.redis] == nil)
    }

    @Test func `is the default of its environment`() throws {
        let environment = ["LUX_ENVIRONMENT": "production", "LUX_AUTH_SIGNING_KEY": "long enough"]
        let settings = try Sample.load(environment: environment)
        #expect(settings[Sample.format] == .json)
        #expect(settings.source(of: Sample.format.setting).words == "default for production")
        let own = try Sample.load(environment: environment.merging(["LUX_LOG_FORMAT": "readable"]) { $1 })
        #expect(own[Sample.format] == .readable)
    }

    @Test func `comes from a list of the file as from words with commas`() throws {
        #expect(
            try Sample.load(files: ["lux.yaml": "modules:\n  - a\n  - b\n"])[Sample.modules] == ["a", "b"])
        #expect(try Sample.load(files: ["lux.yaml": "modules: a, b\n"])[Sample.modules] == ["a", "b"])
    }

    @Test func `is the default of a setting that the table does not hold`() throws {
        let elsewhere = SettingKey("law.courts", .integer(in: 0...9), default: 7, "Courts.")
        #expect(try Sample.load()[elsewhere] == 7)
        let sameName = SettingKey("http.port", .text, default: "none", "Another idea of a port.")
        #expect(try Sample.load()[sameName] == "none")
    }

    @Test func `is read from no file without a working directory`() throws {
        let sources = SettingsSources(environment: ["LUX_CONFIG": "/nowhere.yaml"])
        #expect(try Settings.load(Sample.table(), from: sources)[Sample.port] == 8080)
    }
}

@Suite struct `The environment` {
    @Test func `is development unless something says otherwise`() throws {
        #expect(try Sample.load().environment == .development)
    }

    @Test(
        arguments: [
            (["lux.yaml": "environment: staging"], [:]), ([".env": "APP_ENV=staging"], [:]),
            ([:], ["APP_ENV": "staging"]),
            ([:], ["LUX_ENVIRONMENT": "Staging"]),
            (["lux.yaml": "environment: production"], ["APP_ENV": "staging"]),
        ] as [([String: String], [String: String])])
    func `chooses the .env that is read last`(_ files: [String: String], _ variables: [String: String]) throws
    {
        let more = [".env.staging": "LUX_HTTP_PORT=82", ".env.production": "LUX_HTTP_PORT=83"]
        let settings = try Sample.load(files: files.merging(more) { $1 }, environment: variables)
        #expect(settings.environment == .staging)
        #expect(settings[GeneralSettings.environment] == .staging)
        #expect(settings[Sample.port] == 82)
    }

    @Test func `comes from a flag before all`() throws {
        let flag = SettingFlag(GeneralSettings.environment, "staging", spelling: "--environment")
        #expect(
            try Sample.load(environment: ["APP_ENV": "development"], flags: [flag]).environment == .staging)
    }

    @Test func `is not changed by the .env that it chose`() throws {
        let settings = try Sample.load(files: [".env.development": "APP_ENV=staging\nLUX_CONFIG=x.yaml"])
        #expect(settings.environment == .development)
        #expect(settings[GeneralSettings.environment] == .development)
        #expect(
            settings.warnings.map(\.message) == [
                "environment has no effect in ./.env.development, which is read too late for it",
                "config has no effect in ./.env.development, which is read too late for it",
            ])
    }
}

@Suite struct `The settings file` {
    @Test(
        arguments: [
            ([".env": "LUX_CONFIG=other.yaml"], [:], nil), ([:], ["LUX_CONFIG": "other.yaml"], nil),
            ([:], ["LUX_CONFIG": "absent.yaml"], "other.yaml"),
        ] as [([String: String], [String: String], String?)])
    func `is the one that is named`(
        _ files: [String: String], _ variables: [String: String], _ flag: String?
    ) throws {
        let both = ["lux.yaml": "http.port: 84", "other.yaml": "http.port: 85"]
        let flags = flag.map { [SettingFlag(GeneralSettings.config, $0, spelling: "--config")] } ?? []
        let settings = try Sample.load(
            files: files.merging(both) { $1 }, environment: variables, flags: flags)
        #expect(settings[Sample.port] == 85)
        #expect(settings.source(of: Sample.port.setting).words == "file other.yaml")
    }

    @Test func `cannot name another one`() throws {
        let settings = try Sample.load(files: ["lux.yaml": "config: other.yaml"])
        #expect(
            settings.warnings.map(\.message) == [
                "config has no effect in ./lux.yaml, which is read too late for it"
            ])
        #expect(settings[GeneralSettings.config] == nil)
    }
}
