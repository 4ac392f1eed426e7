namespace Awl.Cli.Parameters;

/// <summary>A text that is no JSON, in Python's words. Whoever knows the option's name says it to the user.</summary>
sealed class PythonJsonException(string message) : Exception(message);
