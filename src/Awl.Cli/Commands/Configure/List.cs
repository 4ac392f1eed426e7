using Awl.Cli.CommandLine;
using Awl.Config;

namespace Awl.Cli.Commands.Configure;

/// <summary><c>configure list</c>: profile, keys and region, and where each comes from.</summary>
/// <remarks>Source: aws-cli v2, customizations/configure/list.py.</remarks>
sealed class List : ICommand
{
    public CommandSpec Spec { get; } = new("configure list", "Shows the profile, the keys and the region, and where each comes from.");

    public async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        Print(context, "NAME", new("VALUE", "TYPE", "LOCATION"));
        Print(context, "profile", Profile(context.Settings));

        var credentials = await context.Session.Credentials.FindAsync(cancellationToken);
        var source = context.Session.Credentials.Name;
        Print(context, "access_key", credentials is null ? Row.NotSet : new(MaskedValue.Of(credentials.AccessKeyId), source, ""));
        Print(context, "secret_key", credentials is null ? Row.NotSet : new(MaskedValue.Of(credentials.SecretAccessKey), source, ""));

        Print(context, "region", await RegionAsync(context, cancellationToken));
        return 0;
    }

    static void Print(CommandContext context, string name, Row row)
        => context.Out.WriteLine($"{name,-10} : {row.Value,-24} : {row.Type,-16} : {row.Location}");

    static Row Profile(Settings settings) => settings.FindProfileName() switch
    {
        { Value: null } => Row.NotSet,
        { Source.Origin: SettingOrigin.Option } given => new(given.Value!, "manual", "--profile"),
        var set => new(set.Value!, "env", "['AWS_PROFILE', 'AWS_DEFAULT_PROFILE']"),
    };

    /// <remarks>Deviates in --region, which AWS CLI takes for the instance's.</remarks>
    static async Task<Row> RegionAsync(CommandContext context, CancellationToken cancellationToken) => context.Settings.Find(SettingKey.Region) switch
    {
        { Value: null } => await context.Session.FindInstanceRegionAsync(cancellationToken) is { } region ? new(region, "imds", "") : Row.NotSet,
        { Source.Origin: SettingOrigin.Option } given => new(given.Value!, "manual", "--region"),
        { Source.Origin: SettingOrigin.Environment } set => new(set.Value!, "env", "['AWS_REGION', 'AWS_DEFAULT_REGION']"),
        var inFile => new(inFile.Value!, "config-file", context.Machine.Variable("AWS_CONFIG_FILE") ?? "~/.aws/config"),
    };

    readonly record struct Row(string Value, string Type, string Location)
    {
        public static Row NotSet => new("<not set>", "None", "None");
    }
}
