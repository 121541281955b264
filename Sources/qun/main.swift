import ArgumentParser
import Configuration
import Crypto
import Gateway
import Logging
import SQLiteStore
import X509

print("qun")
