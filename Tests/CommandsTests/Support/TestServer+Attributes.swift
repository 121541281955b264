extension TestServer {
    /// The answer with a group's attributes.
    func attributes(of group: String) async throws -> String {
        try await call("group_open_attr_http_svc/get_group_attr", #"{"GroupId":"\#(group)"}"#).text
    }

    /// The answer with a group's counters.
    func counters(of group: String) async throws -> String {
        try await call("group_open_http_svc/get_group_counter", #"{"GroupId":"\#(group)"}"#).text
    }
}
