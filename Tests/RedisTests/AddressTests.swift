import Core
import Redis
import Testing

@Suite struct `A Redis address` {
    struct Sample {
        let url: String
        let host: String
        let port: Int
        var user: String?
        var password: String?
        var database = 0
    }

    static let samples = [
        Sample(url: "redis://localhost", host: "localhost", port: 6379),
        Sample(url: "redis://10.0.0.7:7000/", host: "10.0.0.7", port: 7000),
        Sample(url: "REDIS://cache.lan:7000/3", host: "cache.lan", port: 7000, database: 3),
        Sample(url: "redis://[::1]:7000/1", host: "::1", port: 7000, database: 1),
        Sample(url: "redis://:geheim@h", host: "h", port: 6379, password: "geheim"),
        Sample(
            url: "redis://lux:a%40b%3a%25@h:1/2", host: "h", port: 1, user: "lux", password: "a@b:%",
            database: 2),
        Sample(url: "redis://:a@b@h", host: "h", port: 6379, password: "a@b"),
    ]

    @Test(arguments: samples)
    func `is read`(_ sample: Sample) throws {
        let address = try RedisAddress(sample.url)
        #expect(address.host == sample.host && address.port == sample.port)
        #expect(address.user == sample.user && address.password?.exposed == sample.password)
        #expect(address.database == sample.database)
    }

    static let refused: [(String, RedisAddress.Malformed)] = [
        ("", .scheme), ("localhost:6379", .scheme), ("http://h", .scheme), ("rediss://h", .encryption),
        ("redis://", .host), ("redis://:6379", .host), ("redis://a b", .host), ("redis://::1", .host),
        ("redis://[::1", .host), ("redis://[::1]x", .host), ("redis://h:0", .port),
        ("redis://h:65536", .port),
        ("redis://h:x", .port), ("redis://h:", .port), ("redis://h/x", .database),
        ("redis://h/-1", .database),
        ("redis://h/99999999999999999999", .database), ("redis://user@h", .credentials),
        ("redis://user:@h", .credentials), ("redis://:%zz@h", .credentials), ("redis://:%+1@h", .credentials),
        ("redis://:%ff@h", .credentials),
    ]

    @Test(arguments: refused)
    func `is refused`(_ url: String, _ why: RedisAddress.Malformed) {
        #expect(throws: why) { try RedisAddress(url) }
    }

    @Test func `does not show its password`() throws {
        let address = try RedisAddress("redis://lux:geheim@h:1/2")
        #expect("\(address)" == "redis://********@h:1/2")
        #expect(!String(reflecting: address).contains("geheim"))
        #expect(try "\(RedisAddress("redis://[::1]"))" == "redis://[::1]:6379/0")
    }
}
