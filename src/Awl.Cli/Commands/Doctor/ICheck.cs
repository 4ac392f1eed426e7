namespace Awl.Cli.Commands.Doctor;

/// <summary>One thing that the doctor looks at.</summary>
interface ICheck
{
    /// <summary>Its name, in a word.</summary>
    string Name { get; }

    /// <summary>Whether it asks servers.</summary>
    bool NeedsNetwork => false;

    /// <summary>Looks, and tells what is wrong; what it says about health is one finding at most.</summary>
    Task<IReadOnlyList<Finding>> RunAsync(CommandContext context, CancellationToken cancellationToken);
}
