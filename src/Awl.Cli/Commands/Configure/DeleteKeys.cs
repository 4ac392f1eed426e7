using Awl.Cli.CommandLine;
using Awl.Cli.Errors;
using Awl.Cli.Terminals;
using Awl.Credentials.Secure;

namespace Awl.Cli.Commands.Configure;

/// <summary><c>configure delete-keys</c>: removes the access key of a profile from this machine, from the key store and from both files.</summary>
/// <remarks>IAM is not asked: there the key goes on to exist.</remarks>
sealed class DeleteKeys : ICommand
{
    public CommandSpec Spec { get; } = new("configure delete-keys", "Removes the access key of a profile from the key store and from the files. In IAM the key goes on to exist.");

    public async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var name = context.Settings.ProfileName;
        var profile = context.Settings.Files.GetProfile(name);
        var (isStored, isPlain) = (KeyStore.IsUsedBy(profile), profile.Find(SettingNames.AccessKeyId) is not null);
        if (!isStored && !isPlain) throw new CommandFailedException($"The profile ({name}) has no access key of its own.");

        var keys = new SecureKeys(context);
        if (isStored) await keys.ForgetAsync(name, cancellationToken);
        if (isPlain) await keys.RemovePlainAsync(name, cancellationToken);
        context.Out.WriteLine($"The profile {ScreenText.Of(name)} has no access key any more.");
        return 0;
    }
}
