namespace Awl.Cli.Parameters.Yaml;

/// <summary>A text that is no YAML. Whoever knows the option's name says it to the user.</summary>
sealed class YamlException(string message, Exception? inner = null) : Exception(message, inner);
