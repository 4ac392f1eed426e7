using Awl.Cli.CommandLine;
using Awl.Cli.Errors;
using Awl.Config;
using Awl.Credentials.Secure;

namespace Awl.Cli.Commands.Configure;

/// <summary><c>configure import</c>: the keys of the CSV file that the console gives out, each under its user's name.</summary>
/// <remarks>Source: aws-cli v2, customizations/configure/importer.py. Deviates in values in quotes, which lose them, and in writing all or nothing.</remarks>
sealed class Import : ICommand
{
    public CommandSpec Spec { get; } = new("configure import", "Imports the CSV file of access keys that the console gives out.")
    {
        Options =
        [
            new("csv") { IsRequired = true, Summary = "The content, or file://PATH. It has the columns User Name, Access Key ID and Secret access key." },
            new("skip-invalid", ValueKind.Boolean) { Summary = "Pass over rows without a user or without keys." },
            new("profile-prefix") { Summary = "What the profiles' names start with." },
            .. SecureOptions.All,
        ],
    };

    public async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var place = SecureOptions.PlaceOf(context.Options);
        var users = KeysCsv.Parse(context.TextOf("csv")!, context.Options.IsOn("skip-invalid"));
        var prefix = context.Options.Value("profile-prefix");
        if (context.Options.IsOn(SecureOptions.Name)) await StoreAsync(context, prefix, users, place, cancellationToken);
        else if (users.Count > 0)
        {
            await new CredentialsWriter(context).EditAsync(editor =>
            {
                foreach (var user in users) Write(editor, SectionName.Plain(prefix + user.Name), user);
            }, cancellationToken);
        }
        context.Out.WriteLine($"Successfully imported {users.Count} profile(s)");
        return 0;
    }

    static async Task StoreAsync(CommandContext context, string? prefix, List<KeysCsv.Row> users, KeyStorePlace? place, CancellationToken cancellationToken)
    {
        foreach (var user in users) SecureKeys.CheckProfile(context.Settings.Files.FindProfile(prefix + user.Name));
        foreach (var user in users)
        {
            var kept = await new SecureKeys(context).StoreAsync(prefix + user.Name, new(user.AccessKeyId, user.SecretAccessKey), place, cancellationToken);
            SecureOptions.Tell(context, prefix + user.Name, kept);
        }
    }

    static void Write(ConfigEditor editor, SectionName section, KeysCsv.Row user)
    {
        editor.Set(section, SettingNames.AccessKeyId, user.AccessKeyId);
        editor.Set(section, SettingNames.SecretAccessKey, user.SecretAccessKey);
    }
}
