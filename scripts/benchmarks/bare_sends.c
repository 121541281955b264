/* Sends messages into groups of a Qun database as fast as plain libpq does: no HTTP, no JSON, no checks of rights. Each lane
 * is a connection with a thread; each transaction takes many sends, set-wise, and writes the rows that a server would.
 *
 * usage: bare_sends CONNINFO LANES SENDS GROUPS ROUND-TRIPS SECONDS
 *
 * SENDS go in each transaction, into one group after the other of the first GROUPS that are named sent-N; the lanes share the
 * groups out, but all take a single one. ROUND-TRIPS is 1, where one statement does all, or 2, where rows are locked and
 * looked up first and what was found is written in a second trip, as a server must whose rules are not the database's.
 *
 * It prints "RESULT", the sends that are committed, the seconds that they took, and the seconds of CPU.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <postgresql/libpq-fe.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <time.h>
#include <endian.h>

enum { BIGINT = 20, TEXT = 25, BYTEA = 17, MAXIMUM_SENDS = 1024, DIGEST_SIZE = 16 };

static const char *const SENDER = "user-000001";
static const char *const BODY =
    "[{\"MsgType\":\"TIMTextElem\",\"MsgContent\":{\"Text\":\"The bridge is clear from six, and the night shift has handed"
    " over its keys.\"}}]";

static const char *const GROUPS_OF_TEST =
    "SELECT groups.bucket::bigint, groups.number, streams.number, groups.app FROM groups"
    " JOIN streams ON streams.bucket = groups.bucket AND streams.group_number = groups.number AND streams.topic = ''"
    " WHERE group_id LIKE 'sent-%' ORDER BY length(group_id), group_id LIMIT $1";

/* One group a row of the arrays, or one send. */
#define SENDS \
    "sends AS MATERIALIZED (SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::bigint[]," \
    " $6::bytea[], $7::bytea[]) WITH ORDINALITY AS new (bucket, number, stream, account, random, digest, body, place))"

#define WRITES \
    " moved AS (UPDATE groups SET next_msg_seq = new.seq + 1, last_msg_time = $9, version = version + 1" \
    " FROM (SELECT bucket, number, max(seq) AS seq FROM numbered GROUP BY bucket, number) AS new" \
    " WHERE groups.bucket = new.bucket AND groups.number = new.number)," \
    " spoken AS (UPDATE members SET last_send_msg_time = $9, msg_seq = new.seq" \
    " FROM (SELECT bucket, number, account, max(seq) AS seq FROM numbered GROUP BY bucket, number, account) AS new" \
    " WHERE members.bucket = new.bucket AND members.group_number = new.number AND members.account = new.account)," \
    " kept AS (INSERT INTO messages (bucket, stream, seq, sender, time, random, priority, flags, uncounted, body," \
    " cloud_custom_data) SELECT bucket, stream, seq, account, $9, random, 3, 0, 0, body, '' FROM numbered)," \
    " remembered AS (INSERT INTO recent_sends (bucket, stream, app, random, digest, kept_until, seq, time)" \
    " SELECT bucket, stream, $8, random, digest, $9 + 300, seq, $9 FROM numbered)" \
    " SELECT place, seq FROM numbered"

static const char *const SEND_AT_ONCE =
    "WITH " SENDS ","
    " locked AS MATERIALIZED (SELECT bucket, number, next_msg_seq FROM (SELECT DISTINCT bucket, number FROM sends) AS wanted"
    " JOIN groups USING (bucket, number) ORDER BY number FOR NO KEY UPDATE OF groups),"
    " numbered AS MATERIALIZED (SELECT sends.*,"
    " next_msg_seq + row_number() OVER (PARTITION BY sends.number ORDER BY place) - 1 AS seq"
    " FROM sends JOIN locked USING (bucket, number) WHERE NOT EXISTS (SELECT FROM recent_sends"
    " WHERE recent_sends.bucket = sends.bucket AND recent_sends.stream = sends.stream AND app = $8"
    " AND recent_sends.random = sends.random AND recent_sends.digest = sends.digest)),"
    WRITES;

static const char *const LOCK =
    "SELECT number, next_msg_seq FROM (SELECT DISTINCT bucket, number FROM unnest($1::bigint[], $2::bigint[])"
    " AS sent (bucket, number)) AS wanted JOIN groups USING (bucket, number) ORDER BY number FOR NO KEY UPDATE OF groups";
static const char *const LOOK =
    "SELECT place FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bytea[]) WITH ORDINALITY"
    " AS sent (bucket, stream, random, digest, place) JOIN recent_sends USING (bucket, stream, random, digest)"
    " WHERE app = $5";
/* $10 has the number of each send. */
static const char *const SEND_NUMBERED =
    "WITH " SENDS ","
    " numbered AS MATERIALIZED (SELECT sends.*, seq FROM sends"
    " JOIN unnest($10::bigint[]) WITH ORDINALITY AS given (seq, place) USING (place)),"
    WRITES;

static const char *const SETTINGS[] = {
    "SET plan_cache_mode = force_generic_plan", "SET enable_seqscan = off", "SET enable_bitmapscan = off",
    "SET enable_mergejoin = off", "SET jit = off", "SET synchronous_commit = on",
};

struct group {
    int64_t bucket, number, stream, app;
};

/* A growing value in PostgreSQL's binary format. */
struct buffer {
    char *bytes;
    size_t size, room;
};

struct lane {
    PGconn *connection;
    struct group *groups;
    int count;
    int64_t sent;
    uint64_t random;
    pthread_t thread;
};

static int sends_at_once, round_trips;
static double duration;

static void fail(PGconn *connection, const char *what) {
    fprintf(stderr, "%s: %s\n", what, PQerrorMessage(connection));
    exit(1);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static uint64_t next_random(struct lane *lane) {
    lane->random ^= lane->random << 13;
    lane->random ^= lane->random >> 7;
    lane->random ^= lane->random << 17;
    return lane->random;
}

static void append(struct buffer *buffer, const void *bytes, size_t size) {
    if (buffer->size + size > buffer->room) {
        buffer->room = 2 * (buffer->size + size);
        buffer->bytes = realloc(buffer->bytes, buffer->room);
        if (buffer->bytes == NULL) abort();
    }
    memcpy(buffer->bytes + buffer->size, bytes, size);
    buffer->size += size;
}

static void append_int32(struct buffer *buffer, uint32_t value) {
    value = htonl(value);
    append(buffer, &value, sizeof value);
}

static void append_int64(struct buffer *buffer, uint64_t value) {
    value = htobe64(value);
    append(buffer, &value, sizeof value);
}

static void begin_array(struct buffer *buffer, uint32_t type, uint32_t count) {
    buffer->size = 0;
    append_int32(buffer, 1);
    append_int32(buffer, 0);
    append_int32(buffer, type);
    append_int32(buffer, count);
    append_int32(buffer, 1);
}

static void append_element(struct buffer *buffer, const void *bytes, size_t size) {
    append_int32(buffer, size);
    append(buffer, bytes, size);
}

static void append_number(struct buffer *buffer, uint64_t value) {
    append_int32(buffer, sizeof value);
    append_int64(buffer, value);
}

static int64_t number_at(const PGresult *result, int row, int column) {
    int64_t value;
    memcpy(&value, PQgetvalue(result, row, column), sizeof value);
    return be64toh(value);
}

static void queue(PGconn *connection, const char *name, int count, struct buffer **values) {
    const char *bytes[16];
    int lengths[16], formats[16];
    for (int place = 0; place < count; place++) {
        bytes[place] = values[place]->bytes;
        lengths[place] = values[place]->size;
        formats[place] = 1;
    }
    if (PQsendQueryPrepared(connection, name, count, bytes, lengths, formats, 1) != 1) fail(connection, name);
}

/* The answer of the next statement of a pipeline. */
static PGresult *receive(PGconn *connection) {
    PGresult *result = PQgetResult(connection);
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) fail(connection, "a statement is refused");
    PQclear(PQgetResult(connection));
    return result;
}

static void end_pipeline(PGconn *connection) {
    PGresult *result = PQgetResult(connection);
    if (PQresultStatus(result) != PGRES_PIPELINE_SYNC) fail(connection, "the pipeline does not end");
    PQclear(result);
}

static void prepare(PGconn *connection, const char *name, const char *sql) {
    PGresult *result = PQprepare(connection, name, sql, 0, NULL);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) fail(connection, sql);
    PQclear(result);
}

static PGconn *connect_to(const char *address) {
    PGconn *connection = PQconnectdb(address);
    if (PQstatus(connection) != CONNECTION_OK) fail(connection, "no connection");
    for (size_t place = 0; place < sizeof SETTINGS / sizeof *SETTINGS; place++) {
        PGresult *result = PQexec(connection, SETTINGS[place]);
        if (PQresultStatus(result) != PGRES_COMMAND_OK) fail(connection, SETTINGS[place]);
        PQclear(result);
    }
    return connection;
}

static void *run(void *argument) {
    struct lane *lane = argument;
    PGconn *connection = lane->connection;
    struct buffer buckets = {0}, numbers = {0}, streams = {0}, senders = {0}, randoms = {0}, digests = {0}, bodies = {0},
                  app = {0}, time_now = {0}, seqs = {0};
    int64_t seq[MAXIMUM_SENDS];
    int places[MAXIMUM_SENDS];
    int next = 0;
    double end = now() + duration;
    while (now() < end) {
        begin_array(&buckets, BIGINT, sends_at_once);
        begin_array(&numbers, BIGINT, sends_at_once);
        begin_array(&streams, BIGINT, sends_at_once);
        begin_array(&senders, TEXT, sends_at_once);
        begin_array(&randoms, BIGINT, sends_at_once);
        begin_array(&digests, BYTEA, sends_at_once);
        begin_array(&bodies, BYTEA, sends_at_once);
        for (int send = 0; send < sends_at_once; send++) {
            struct group *group = lane->groups + next;
            places[send] = next;
            next = (next + 1) % lane->count;
            append_number(&buckets, group->bucket);
            append_number(&numbers, group->number);
            append_number(&streams, group->stream);
            append_element(&senders, SENDER, strlen(SENDER));
            append_number(&randoms, next_random(lane) >> 32);
            uint64_t digest[DIGEST_SIZE / 8] = {next_random(lane), next_random(lane)};
            append_element(&digests, digest, sizeof digest);
            append_element(&bodies, BODY, strlen(BODY));
        }
        app.size = time_now.size = 0;
        append_int64(&app, lane->groups->app);
        append_int64(&time_now, time(NULL));
        struct buffer *values[] = {&buckets, &numbers, &streams, &senders, &randoms, &digests, &bodies, &app, &time_now, &seqs};
        if (round_trips == 1) {
            queue(connection, "send", 9, values);
        } else {
            struct buffer *looked_up[] = {&buckets, &streams, &randoms, &digests, &app};
            queue(connection, "begin", 0, NULL);
            queue(connection, "lock", 2, values);
            queue(connection, "look", 5, looked_up);
            PQpipelineSync(connection);
            PQclear(receive(connection));
            PGresult *locked = receive(connection);
            PQclear(receive(connection));
            end_pipeline(connection);
            begin_array(&seqs, BIGINT, sends_at_once);
            for (int send = 0; send < sends_at_once; send++) {
                int64_t last = -1;
                for (int row = 0; row < PQntuples(locked) && last < 0; row++)
                    if (number_at(locked, row, 0) == lane->groups[places[send]].number) last = number_at(locked, row, 1) - 1;
                for (int before = send - 1; before >= 0; before--)
                    if (places[before] == places[send]) { last = seq[before]; break; }
                seq[send] = last + 1;
                append_number(&seqs, seq[send]);
            }
            PQclear(locked);
            queue(connection, "numbered", 10, values);
            queue(connection, "commit", 0, NULL);
        }
        PQpipelineSync(connection);
        PGresult *written = receive(connection);
        lane->sent += PQntuples(written);
        PQclear(written);
        if (round_trips != 1) PQclear(receive(connection));
        end_pipeline(connection);
    }
    return NULL;
}

int main(int argc, char **argv) {
    if (argc != 7) {
        fprintf(stderr, "usage: bare_sends CONNINFO LANES SENDS GROUPS ROUND-TRIPS SECONDS\n");
        return 2;
    }
    int lane_count = atoi(argv[2]), group_count = atoi(argv[4]);
    sends_at_once = atoi(argv[3]);
    round_trips = atoi(argv[5]);
    duration = atof(argv[6]);
    if (lane_count < 1 || lane_count > 64 || sends_at_once < 1 || sends_at_once > MAXIMUM_SENDS || group_count < 1) return 2;
    struct lane lanes[64] = {0};
    PGconn *first = connect_to(argv[1]);
    PGresult *found = PQexecParams(first, GROUPS_OF_TEST, 1, NULL, (const char *[]){argv[4]}, NULL, NULL, 1);
    if (PQresultStatus(found) != PGRES_TUPLES_OK || PQntuples(found) != group_count) fail(first, "the groups are not there");
    for (int lane = 0; lane < lane_count; lane++) {
        lanes[lane].groups = calloc(group_count, sizeof *lanes[lane].groups);
        if (lanes[lane].groups == NULL || getrandom(&lanes[lane].random, sizeof lanes[lane].random, 0) < 0) abort();
    }
    for (int row = 0; row < group_count; row++) {
        struct group group = {
            number_at(found, row, 0), number_at(found, row, 1), number_at(found, row, 2), number_at(found, row, 3),
        };
        for (int lane = 0; lane < lane_count; lane++)
            if (row % lane_count == lane || group_count == 1) lanes[lane].groups[lanes[lane].count++] = group;
    }
    PQclear(found);
    PQfinish(first);
    for (int lane = 0; lane < lane_count; lane++) {
        PGconn *connection = lanes[lane].connection = connect_to(argv[1]);
        prepare(connection, "send", SEND_AT_ONCE);
        prepare(connection, "lock", LOCK);
        prepare(connection, "look", LOOK);
        prepare(connection, "numbered", SEND_NUMBERED);
        prepare(connection, "begin", "BEGIN ISOLATION LEVEL READ COMMITTED");
        prepare(connection, "commit", "COMMIT");
        if (PQenterPipelineMode(connection) != 1) fail(connection, "no pipelines");
    }
    double begin = now();
    for (int lane = 0; lane < lane_count; lane++) pthread_create(&lanes[lane].thread, NULL, run, lanes + lane);
    int64_t sent = 0;
    for (int lane = 0; lane < lane_count; lane++) {
        pthread_join(lanes[lane].thread, NULL);
        sent += lanes[lane].sent;
    }
    double seconds = now() - begin;
    for (int lane = 0; lane < lane_count; lane++) PQfinish(lanes[lane].connection);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double cpu = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    printf("RESULT %lld %.6f %.3f\n", (long long)sent, seconds, cpu);
    return 0;
}
