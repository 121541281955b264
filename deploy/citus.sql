-- Divides the tables of a store among the servers of Citus. Printed by `qun store prepare --citus --print`, which without
-- --print makes the tables and runs this; docs/citus.md says what comes before. It can be run again.

CREATE TABLE IF NOT EXISTS buckets (bucket integer PRIMARY KEY);

SELECT create_distributed_table('groups', 'bucket', shard_count := 32)
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'groups'::regclass);

SELECT truncate_local_data_after_distributing_table('groups');

SELECT create_distributed_table('members', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'members'::regclass);

SELECT truncate_local_data_after_distributing_table('members');

SELECT create_distributed_table('mutes', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'mutes'::regclass);

SELECT truncate_local_data_after_distributing_table('mutes');

SELECT create_distributed_table('bans', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'bans'::regclass);

SELECT truncate_local_data_after_distributing_table('bans');

SELECT create_distributed_table('room_admins', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'room_admins'::regclass);

SELECT truncate_local_data_after_distributing_table('room_admins');

SELECT create_distributed_table('attributes', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'attributes'::regclass);

SELECT truncate_local_data_after_distributing_table('attributes');

SELECT create_distributed_table('counters', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'counters'::regclass);

SELECT truncate_local_data_after_distributing_table('counters');

SELECT create_distributed_table('topics', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'topics'::regclass);

SELECT truncate_local_data_after_distributing_table('topics');

SELECT create_distributed_table('topic_reads', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'topic_reads'::regclass);

SELECT truncate_local_data_after_distributing_table('topic_reads');

SELECT create_distributed_table('permission_groups', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'permission_groups'::regclass);

SELECT truncate_local_data_after_distributing_table('permission_groups');

SELECT create_distributed_table('permission_group_members', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'permission_group_members'::regclass);

SELECT truncate_local_data_after_distributing_table('permission_group_members');

SELECT create_distributed_table('topic_permissions', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'topic_permissions'::regclass);

SELECT truncate_local_data_after_distributing_table('topic_permissions');

SELECT create_distributed_table('streams', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'streams'::regclass);

SELECT truncate_local_data_after_distributing_table('streams');

SELECT create_distributed_table('messages', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'messages'::regclass);

SELECT truncate_local_data_after_distributing_table('messages');

SELECT create_distributed_table('recent_sends', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'recent_sends'::regclass);

SELECT truncate_local_data_after_distributing_table('recent_sends');

SELECT create_distributed_table('receipts', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'receipts'::regclass);

SELECT truncate_local_data_after_distributing_table('receipts');

SELECT create_distributed_table('extensions', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'extensions'::regclass);

SELECT truncate_local_data_after_distributing_table('extensions');

SELECT create_distributed_table('extension_counters', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'extension_counters'::regclass);

SELECT truncate_local_data_after_distributing_table('extension_counters');

SELECT create_distributed_table('accounts', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'accounts'::regclass);

SELECT truncate_local_data_after_distributing_table('accounts');

SELECT create_distributed_table('portrait_items', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'portrait_items'::regclass);

SELECT truncate_local_data_after_distributing_table('portrait_items');

SELECT create_distributed_table('global_mutes', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'global_mutes'::regclass);

SELECT truncate_local_data_after_distributing_table('global_mutes');

SELECT create_distributed_table('memberships', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'memberships'::regclass);

SELECT truncate_local_data_after_distributing_table('memberships');

SELECT create_distributed_table('group_counts', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'group_counts'::regclass);

SELECT truncate_local_data_after_distributing_table('group_counts');

SELECT create_distributed_table('group_growth', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'group_growth'::regclass);

SELECT truncate_local_data_after_distributing_table('group_growth');

SELECT create_distributed_table('broadcasts', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'broadcasts'::regclass);

SELECT truncate_local_data_after_distributing_table('broadcasts');

SELECT create_distributed_table('commits', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'commits'::regclass);

SELECT truncate_local_data_after_distributing_table('commits');

SELECT create_distributed_table('outbox', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'outbox'::regclass);

SELECT truncate_local_data_after_distributing_table('outbox');

SELECT create_distributed_table('buckets', 'bucket', colocate_with := 'groups')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'buckets'::regclass);

SELECT truncate_local_data_after_distributing_table('buckets');

INSERT INTO buckets SELECT * FROM generate_series(0, 1023) ON CONFLICT DO NOTHING;

SELECT count(*) FILTER (WHERE NOT success)
FROM (VALUES
        ('enable_seqscan', 'off'), ('enable_bitmapscan', 'off'), ('enable_hashjoin', 'off'), ('enable_mergejoin', 'off'), ('enable_material', 'off'), ('enable_memoize', 'off'), ('seq_page_cost', '0.01'), ('random_page_cost', '0.01'), ('cpu_tuple_cost', '0.1'), ('jit', 'off')
    ) AS parameters (name, value)
    CROSS JOIN LATERAL run_command_on_workers(
        format('ALTER DATABASE %I SET %I = %L', current_database(), name, value));
