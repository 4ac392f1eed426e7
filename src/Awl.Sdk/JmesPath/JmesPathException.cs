namespace Awl.JmesPath;

/// <summary>An expression that parses but cannot be applied to the JSON at hand: a function that does not exist or got the wrong arguments.</summary>
public sealed class JmesPathException(string message, Exception? inner = null) : AwlException(message, inner);
