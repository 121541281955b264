#ifndef CBUILD_H
#define CBUILD_H

// The commit that this was built from, with "-dirty" where the tree had changes; "unknown" in a build without the scripts.
const char *CBuild_commit(void);

// The version of Swift that this was built with; "unknown" in a build without the scripts.
const char *CBuild_swift(void);

#endif
