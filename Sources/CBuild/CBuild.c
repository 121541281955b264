#include "CBuild.h"

#ifndef QUN_BUILD_COMMIT
#define QUN_BUILD_COMMIT "unknown"
#endif

#ifndef QUN_BUILD_SWIFT
#define QUN_BUILD_SWIFT "unknown"
#endif

const char *CBuild_commit(void) {
    return QUN_BUILD_COMMIT;
}

const char *CBuild_swift(void) {
    return QUN_BUILD_SWIFT;
}
