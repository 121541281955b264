/// How the server is to plan statements.
///
/// All statements look rows up by keys, and each has an index for it. What the server knows of a table when it plans may be
/// old: statements are planned once for each connection, perhaps while a table is empty, and tables grow fast. So nothing
/// but an index counts, and a row that is looked at for nothing costs much.
enum Planning {
    /// What each connection sets first.
    static let settings = ["SET plan_cache_mode = force_generic_plan"] + costs

    /// What lets an index be used wherever there is one.
    static let costs = parameters.map { "SET \($0.name) = \($0.value)" }

    static let parameters = [
        (name: "enable_seqscan", value: "off"),
        (name: "enable_bitmapscan", value: "off"),
        (name: "enable_hashjoin", value: "off"),
        (name: "enable_mergejoin", value: "off"),
        (name: "enable_material", value: "off"),
        (name: "enable_memoize", value: "off"),
        (name: "seq_page_cost", value: "0.01"),
        (name: "random_page_cost", value: "0.01"),
        (name: "cpu_tuple_cost", value: "0.1"),
        (name: "jit", value: "off"),
    ]
}
