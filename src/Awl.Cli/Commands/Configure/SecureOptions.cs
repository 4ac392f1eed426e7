using Awl.Cli.CommandLine;
using Awl.Cli.Terminals;
using Awl.Credentials.Secure;

namespace Awl.Cli.Commands.Configure;

/// <summary>The options that send keys to the key store instead of a file.</summary>
static class SecureOptions
{
    public const string Name = "secure";
    const string Store = "store", Keyring = "keyring", File = "file";

    const string What = "Keep the keys in the keyring of the operating system, or in an encrypted file, and not in plain text.";

    public static OptionSpec[] All =>
    [
        new(Name, ValueKind.Boolean) { Summary = What },
        new(Store) { Choices = [Keyring, File], Summary = "Which of the two, with --secure: the keyring where there is one, unless said." },
    ];

    public static OptionSpec[] WithWayBack =>
    [
        All[0] with { Summary = $"{What} Those that stand in the files move with empty answers. --no-secure moves them back into the credentials file." },
        .. All[1..],
        new("no-secure", ValueKind.Boolean) { Destination = Name, FlagValue = false, Summary = "Move the keys back into the credentials file." },
    ];

    /// <exception cref="UsageException">A place is said and the keys shall not go to the store.</exception>
    public static KeyStorePlace? PlaceOf(ParsedOptions options) => options.Value(Store) switch
    {
        null => null,
        _ when !options.IsOn(Name) => throw new UsageException($"--{Store} says where --{Name} keeps the keys: give both."),
        Keyring => KeyStorePlace.Keyring,
        _ => KeyStorePlace.File,
    };

    public static void Tell(CommandContext context, string profile, string place)
        => context.Out.WriteLine($"The keys of the profile {ScreenText.Of(profile)} are in {ScreenText.Of(place)}. Other tools reach them through {KeyStore.SettingName}.");
}
