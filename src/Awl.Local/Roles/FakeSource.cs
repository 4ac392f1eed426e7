using Awl.Signing;

namespace Awl.Local.Roles;

/// <summary>Credentials that look right and open nothing, new ones each six hours.</summary>
sealed class FakeSource(Machine machine)
{
    const string KeyLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", SecretLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// <summary>The account of AWS's own examples.</summary>
    public const string AccountId = "123456789012";

    public Task<AwsCredentials> FetchAsync(CancellationToken cancellationToken) => Task.FromResult(new AwsCredentials(
        "ASIA" + Letters(KeyLetters, 16), Letters(SecretLetters, 40), "fake" + Letters(SecretLetters, 352), machine.Clock.GetUtcNow().AddHours(6), AccountId));

    string Letters(string alphabet, int count)
    {
        var bytes = new byte[count];
        machine.FillRandom(bytes);
        return string.Create(count, (alphabet, bytes), static (text, state) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = state.alphabet[state.bytes[i] % state.alphabet.Length];
        });
    }
}
