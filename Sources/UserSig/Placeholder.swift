enum UserSigPlaceholder {}
