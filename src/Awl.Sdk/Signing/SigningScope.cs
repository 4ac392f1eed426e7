namespace Awl.Signing;

/// <summary>When, where and for what a signature holds.</summary>
/// <param name="Stamp">The time, as in <see cref="SigningTime"/>.</param>
/// <param name="Region">The region, or the set of regions of SigV4a.</param>
/// <param name="SigningName">The service.</param>
/// <param name="Scope">Day, region (not for SigV4a) and service, as credentials quote it.</param>
/// <param name="Algorithm">The first line of the string to sign.</param>
sealed record SigningScope(string Stamp, string Region, string SigningName, string Scope, string Algorithm)
{
    /// <summary>The last part of every scope, and the last step on the way to the signing key.</summary>
    public const string Terminator = "aws4_request";

    public static SigningScope Of(SigningContext context)
    {
        var stamp = SigningTime.Format(context.Time);
        var day = SigningTime.Day(stamp);
        return context.Algorithm == SigningAlgorithm.EcdsaP256
            ? new(stamp, context.Region, context.SigningName, $"{day}/{context.SigningName}/{Terminator}", "AWS4-ECDSA-P256-SHA256")
            : new(stamp, context.Region, context.SigningName, $"{day}/{context.Region}/{context.SigningName}/{Terminator}", "AWS4-HMAC-SHA256");
    }

    /// <summary>Writes the first three lines of a string to sign.</summary>
    public void WriteHead(ref Utf8Text text, string algorithm)
    {
        text.Append(algorithm);
        text.Append((byte)'\n');
        text.Append(Stamp);
        text.Append((byte)'\n');
        text.Append(Scope);
        text.Append((byte)'\n');
    }
}
