using Awl.Model;

namespace Awl.Models;

/// <summary>The models of all AWS services, as this release of Awl carries them.</summary>
/// <remarks>Source: the models that AWS publishes with its CLI; the version is in Directory.Build.props.</remarks>
public static class ModelPack
{
    /// <summary>Opens the pack where it lies in the program. Costs microseconds; nothing is read until it is asked for.</summary>
    public static Pack Open() => Pack.Open((UnmanagedMemoryStream)OpenResource("models.pack"));

    /// <summary>Opens the texts that help shows.</summary>
    public static Documentation OpenDocumentation() => new(OpenResource("models.docs"));

    static Stream OpenResource(string name)
        => typeof(ModelPack).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"This build of Awl.Models carries no {name}.");
}
