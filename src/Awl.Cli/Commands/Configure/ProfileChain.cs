using Awl.Cli.Errors;

namespace Awl.Cli.Commands.Configure;

/// <summary>The profiles whose <c>credential_process</c> led to this process, so that a circle ends.</summary>
/// <remarks>Source: aws-cli v2, customizations/configure/exportcreds.py. The variable is AWS CLI's own, so that both see each other.</remarks>
static class ProfileChain
{
    const string Variable = "_AWS_CLI_PROFILE_CHAIN";
    const int Longest = 4;

    /// <summary>Adds a profile, for the programs that this process starts.</summary>
    /// <param name="machine">Whose variable it is.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="isOwnSource">Whether the profile's process is this very command: AWS CLI then comes here with the profile it has just entered.</param>
    /// <exception cref="CliConfigurationException">It is there already, or the chain is too long.</exception>
    public static void Enter(Machine machine, string profile, bool isOwnSource)
    {
        List<string> seen = [.. CsvLine.Parse(machine.Variable(Variable) ?? "")];
        if (seen is [""]) seen.Clear();
        if (seen.Count >= Longest)
            throw new CliConfigurationException($"Maximum recursive credential process resolution reached ({Longest}).\nProfiles seen: {string.Join(" -> ", seen)}");

        var isKnown = seen.Count(name => name == profile) > (isOwnSource ? 1 : 0);
        seen.Add(profile);
        if (isKnown) throw new CliConfigurationException($"Credential process resolution detected an infinite loop, profile cycle: {string.Join(" -> ", seen)}");
        machine.SetVariable(Variable, CsvLine.Format(seen));
    }
}
