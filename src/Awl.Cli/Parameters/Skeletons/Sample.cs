using Awl.Model;

namespace Awl.Cli.Parameters.Skeletons;

/// <summary>What stands for a value in a skeleton.</summary>
/// <remarks>Source: botocore utils.py, <c>ArgumentGenerator</c>.</remarks>
static class Sample
{
    public const int Integer = 0;

    /// <summary>A decimal, because it keeps the digit after the point.</summary>
    public const decimal Float = 0.0m;

    public const string Timestamp = "1970-01-01T00:00:00";
    public const string Key = "KeyName";

    /// <summary>The first value that the model knows, or nothing.</summary>
    public static string Text(Shape shape) => shape.EnumValues is [var first, ..] ? first : "";
}
