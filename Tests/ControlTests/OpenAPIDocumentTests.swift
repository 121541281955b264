import Testing
import Wire

@testable import Control

@Suite("The OpenAPI document")
struct OpenAPIDocumentTests {
    @Test func `it is JSON and has every route at its path`() throws {
        let document = try JSONParser.parse(OpenAPIDocument.print(ControlRoute.all, version: "1.2.3"))
        let paths = try #require(document["paths"])
        #expect(Set(paths.keys) == Set(ControlRoute.all.map(\.path)))
        #expect(paths.keys.count == Set(paths.keys).count)
        for route in ControlRoute.all {
            let operation = paths[route.path]?[route.method.rawValue.lowercased()]
            #expect(operation?["operationId"]?.text == route.name)
            #expect(operation?["responses"]?.keys.contains(String(route.status)) == true)
            #expect(operation?["responses"]?.keys.contains("421") == true)
        }
        #expect(document["info"]?["version"]?.text == "1.2.3")
    }
}

extension JSONValue {
    subscript(key: String) -> JSONValue? {
        guard case .object(let object) = self else {
            return nil
        }
        return object.members.first { $0.key == key }?.value
    }

    var keys: [String] {
        guard case .object(let object) = self else {
            return []
        }
        return object.members.map(\.key)
    }

    var number: Int64? {
        guard case .integer(let number) = self else {
            return nil
        }
        return number
    }

    var text: String? {
        guard case .string(let text) = self else {
            return nil
        }
        return text
    }
}
