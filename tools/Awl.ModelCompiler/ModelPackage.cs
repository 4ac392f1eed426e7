using System.Formats.Tar;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Awl.Model.Building;

namespace Awl.ModelCompiler;

/// <summary>Opens AWS's package of its CLI: an assembly whose one resource is a .tgz, in it a zip file, in that botocore's data.</summary>
/// <remarks>Nothing of the assembly runs: it is read as a file.</remarks>
static class ModelPackage
{
    const string Layer = "package/lib/layer.zip";
    const string DataFolder = "/botocore/data/";

    /// <summary>All files of botocore's data folder, by path within it.</summary>
    public static Dictionary<string, byte[]> ReadFiles(string assemblyPath)
    {
        using var zip = new ZipArchive(OpenLayer(assemblyPath), ZipArchiveMode.Read);
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            var place = entry.FullName.IndexOf(DataFolder, StringComparison.Ordinal);
            if (place < 0 || entry.FullName.EndsWith('/')) continue;

            using var stream = entry.Open();
            var bytes = new byte[entry.Length];
            stream.ReadExactly(bytes);
            files.Add(entry.FullName[(place + DataFolder.Length)..], bytes);
        }
        return files;
    }

    /// <summary>The newest version of each service, sorted by name.</summary>
    public static IEnumerable<ModelFiles> Services(Dictionary<string, byte[]> files)
        => from file in files
           let parts = file.Key.Split('/')
           where parts.Length == 3
           group (Version: parts[1], Name: parts[2], file.Value) by parts[0] into service
           orderby service.Key
           let newest = service.Where(file => file.Name == "service-2.json").Max(file => file.Version)
           where newest is not null
           select new ModelFiles(service.Key, service.Where(file => file.Version == newest).ToDictionary(file => file.Name, file => file.Value));

    static MemoryStream OpenLayer(string assemblyPath)
    {
        using var gzip = new GZipStream(OpenResource(assemblyPath), CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.Name != Layer || entry.DataStream is null) continue;
            var layer = new MemoryStream();
            entry.DataStream.CopyTo(layer);
            layer.Position = 0;
            return layer;
        }
        throw new InvalidDataException($"{assemblyPath} has no {Layer}: is it AWS's package of its CLI?");
    }

    static unsafe MemoryStream OpenResource(string assemblyPath)
    {
        using var image = new PEReader(File.OpenRead(assemblyPath));
        var metadata = image.GetMetadataReader();
        foreach (var handle in metadata.ManifestResources)
        {
            var resource = metadata.GetManifestResource(handle);
            if (!metadata.GetString(resource.Name).EndsWith(".tgz", StringComparison.Ordinal)) continue;

            // A resource is its length in four bytes, then its content.
            var section = image.GetSectionData(image.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress);
            var start = section.Pointer + resource.Offset;
            return new MemoryStream(new ReadOnlySpan<byte>(start + sizeof(int), *(int*)start).ToArray());
        }
        throw new InvalidDataException($"{assemblyPath} has no .tgz resource: is it AWS's package of its CLI?");
    }
}
