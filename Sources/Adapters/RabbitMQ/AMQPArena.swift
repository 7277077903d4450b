import CRabbitMQ

/// Memory for what is handed to the library during one call. Used by one thread.
final class AMQPArena {
    private var pool = amqp_pool_t()

    init() {
        init_amqp_pool(&pool, 4096)
    }

    deinit {
        empty_amqp_pool(&pool)
    }

    /// Takes back all that was lent.
    func recycle() {
        recycle_amqp_pool(&pool)
    }

    func bytes(_ text: String) -> amqp_bytes_t {
        var text = text
        return text.withUTF8 { source in
            guard let start = source.baseAddress, let memory = amqp_pool_alloc(&pool, source.count) else {
                return amqp_bytes_t()
            }
            memory.copyMemory(from: start, byteCount: source.count)
            return amqp_bytes_t(len: source.count, bytes: memory)
        }
    }

    func table(_ entries: [(name: String, value: AMQPValue)]) -> amqp_table_t {
        let size = MemoryLayout<amqp_table_entry_t>.stride
        guard !entries.isEmpty, let memory = amqp_pool_alloc(&pool, size * entries.count) else {
            return amqp_table_t()
        }
        let start = memory.bindMemory(to: amqp_table_entry_t.self, capacity: entries.count)
        for (place, entry) in entries.enumerated() {
            let written = amqp_table_entry_t(key: bytes(entry.name), value: field(entry.value))
            (start + place).initialize(to: written)
        }
        return amqp_table_t(num_entries: Int32(entries.count), entries: start)
    }

    private func field(_ value: AMQPValue) -> amqp_field_value_t {
        var field = amqp_field_value_t()
        switch value {
        case .text(let text): field.fill(AMQP_FIELD_KIND_UTF8) { $0.bytes = bytes(text) }
        case .integer(let number): field.fill(AMQP_FIELD_KIND_I64) { $0.i64 = number }
        case .boolean(let holds): field.fill(AMQP_FIELD_KIND_BOOLEAN) { $0.boolean = holds ? 1 : 0 }
        case .table(let entries): field.fill(AMQP_FIELD_KIND_TABLE) { $0.table = table(entries) }
        case .list, .other: field.fill(AMQP_FIELD_KIND_VOID) { _ in }
        }
        return field
    }
}

/// What headers and arguments hold, as far as Lux reads and writes it.
enum AMQPValue {
    case text(String)
    case integer(Int64)
    case boolean(Bool)
    case table([(name: String, value: AMQPValue)])
    case list([AMQPValue])
    case other

    /// How deep tables may stand in each other: other systems fill them.
    private static let depthMax = 4

    init(_ field: amqp_field_value_t, depth: Int = 0) {
        switch amqp_field_value_kind_t(UInt32(field.kind)) {
        case AMQP_FIELD_KIND_UTF8, AMQP_FIELD_KIND_BYTES: self = .text(String(field.value.bytes))
        case AMQP_FIELD_KIND_BOOLEAN: self = .boolean(field.value.boolean != 0)
        case AMQP_FIELD_KIND_I64: self = .integer(field.value.i64)
        case AMQP_FIELD_KIND_I32: self = .integer(Int64(field.value.i32))
        case AMQP_FIELD_KIND_I16: self = .integer(Int64(field.value.i16))
        case AMQP_FIELD_KIND_I8: self = .integer(Int64(field.value.i8))
        case AMQP_FIELD_KIND_TABLE where depth < Self.depthMax:
            self = .table(Self.entries(of: field.value.table, depth: depth + 1))
        case AMQP_FIELD_KIND_ARRAY where depth < Self.depthMax:
            let items = UnsafeBufferPointer(
                start: field.value.array.entries, count: Int(field.value.array.num_entries))
            self = .list(items.map { AMQPValue($0, depth: depth + 1) })
        default: self = .other
        }
    }

    static func entries(of table: amqp_table_t, depth: Int = 0) -> [(name: String, value: AMQPValue)] {
        UnsafeBufferPointer(start: table.entries, count: Int(table.num_entries)).map {
            (String($0.key), AMQPValue($0.value, depth: depth))
        }
    }

    subscript(name: String) -> AMQPValue? {
        guard case .table(let entries) = self else { return nil }
        return entries.first { $0.name == name }?.value
    }

    var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    var integer: Int64? {
        if case .integer(let number) = self { number } else { nil }
    }

    var first: AMQPValue? {
        if case .list(let items) = self { items.first } else { nil }
    }
}

extension amqp_field_value_t {
    fileprivate mutating func fill(
        _ kind: amqp_field_value_kind_t, _ body: (inout amqp_field_value_t_.__Unnamed_union_value) -> Void
    ) {
        self.kind = UInt8(kind.rawValue)
        body(&value)
    }
}

extension String {
    init(_ bytes: amqp_bytes_t) {
        let start = bytes.bytes?.assumingMemoryBound(to: UInt8.self)
        self.init(
            decoding: UnsafeBufferPointer(start: start, count: start == nil ? 0 : bytes.len), as: UTF8.self)
    }
}
