using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Awl.Cli.SignIn;

/// <summary>Proves that who redeems an authorization code is who asked for it (PKCE).</summary>
/// <param name="Verifier">The secret that the code is redeemed with.</param>
/// <remarks>Source: RFC 7636, method S256.</remarks>
sealed record ProofKey(string Verifier)
{
    /// <summary>What the browser takes along: the hash of the secret.</summary>
    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public static ProofKey New(Machine machine) => new(RandomText.Long(machine));

    /// <summary>Nothing secret.</summary>
    public override string ToString() => $"ProofKey {Challenge}";
}
