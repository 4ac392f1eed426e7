using System.Security.Cryptography;

namespace Awl.Local.Sandbox.Iam;

/// <summary>Ids and secrets of the forms that AWS gives them.</summary>
/// <remarks>Source: IAM user guide, "IAM identifiers, unique identifiers".</remarks>
static class NewIds
{
    const string IdLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const string SecretLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    public const string User = "AIDA";
    public const string Group = "AGPA";
    public const string Role = "AROA";
    public const string Policy = "ANPA";
    public const string InstanceProfile = "AIPA";
    public const string LongTermKey = "AKIA";
    public const string SessionKey = "ASIA";

    /// <summary>Twenty letters, of which the first four tell what it is.</summary>
    public static string Id(string prefix) => prefix + RandomNumberGenerator.GetString(IdLetters, 16);

    /// <summary>Forty letters.</summary>
    public static string Secret() => RandomNumberGenerator.GetString(SecretLetters, 40);

    /// <summary>The seed of an MFA device in base 32: 40 bytes.</summary>
    public static string MfaSeed() => RandomNumberGenerator.GetString(IdLetters, 64);

    public static IamAccessKey AccessKey(string? userName, DateTimeOffset now) => new()
    {
        UserName = userName,
        AccessKeyId = Id(LongTermKey),
        SecretAccessKey = Secret(),
        Status = "Active",
        CreateDate = now,
    };
}
