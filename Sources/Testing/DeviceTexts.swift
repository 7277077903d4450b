/// Texts about devices, which are also their keywords.
package enum DeviceTexts {
    /// Lines of JSON, each a text with the keyword that people gave it.
    package static func lines(_ count: Int, from start: Int = 0) -> String {
        let kinds = ["térmico", "óptico", "magnético", "digital", "hidráulico", "acústico", "robusto"]
        let devices = ["sensor", "filtro", "controlador", "compilador", "detector"]
        return (start..<start + count).map { number in
            let keyword = devices[number % devices.count] + " " + kinds[number % kinds.count]
            return """
                {"id": "t\(number)", "language": "pt", "keywords": ["\(keyword)"], "text": "Este trabalho descreve \
                um \(keyword) para lugares difíceis. Os resultados vêm de longe. O \(keyword) foi testado."}

                """
        }.joined()
    }
}
