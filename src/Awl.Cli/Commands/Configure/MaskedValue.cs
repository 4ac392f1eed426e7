namespace Awl.Cli.Commands.Configure;

/// <summary>A secret as it may be shown: its last four characters.</summary>
static class MaskedValue
{
    /// <remarks>Source: aws-cli configure/__init__.py, mask_value.</remarks>
    public static string Of(string secret) => new string('*', 16) + secret[^Math.Min(4, secret.Length)..];
}
