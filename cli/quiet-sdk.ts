/**
 * Imported before anything else: the SDK announces on every start which Node versions it will drop next year. Users have asked for a
 * classification, not for that.
 */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
