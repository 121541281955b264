extension Schema {
    /// What the backends of apps are to be told, and the last of what they were told.
    ///
    /// A row has the bucket of the group, the account or the app that it is about. States: 0 waits, 1 delivered, 2 given up, 3
    /// parked. Rows come and go, so that they are vacuumed often.
    static let version3 = """
        CREATE TABLE outbox (
            bucket integer NOT NULL,
            app bigint NOT NULL,
            lane text COLLATE "C" NOT NULL,
            event_time bigint NOT NULL,
            command text NOT NULL,
            address text NOT NULL,
            opening bytea NOT NULL,
            state smallint NOT NULL DEFAULT 0,
            settled bigint,
            attempts bigint NOT NULL DEFAULT 0,
            milliseconds bigint NOT NULL DEFAULT 0,
            answer bytea NOT NULL DEFAULT '',
            PRIMARY KEY (bucket, app, lane, event_time)
        ) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);

        CREATE INDEX outbox_waiting ON outbox ((app + 0), lane, event_time) WHERE state = 0;
        CREATE INDEX outbox_settled ON outbox ((app + 0), settled) WHERE state > 0;
        """
}
