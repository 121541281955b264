/// How the server is to plan statements.
///
/// All statements look rows up by keys, and each has an index for it. What the server knows of a table when it plans may be
/// old: statements are planned once for each connection, perhaps while a table is empty, and tables grow fast. So nothing
/// but an index counts, and a row that is looked at for nothing costs much.
enum Planning {
    /// What each connection sets first.
    static let settings = [
        "SET plan_cache_mode = force_generic_plan",
        "SET enable_seqscan = off",
        "SET enable_bitmapscan = off",
        "SET enable_hashjoin = off",
        "SET enable_mergejoin = off",
        "SET enable_material = off",
        "SET enable_memoize = off",
        "SET seq_page_cost = 0.01",
        "SET random_page_cost = 0.01",
        "SET cpu_tuple_cost = 0.1",
        "SET jit = off",
    ]
}
