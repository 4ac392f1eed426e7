using Awl.Model;
using Awl.Models;

namespace Awl.Tests.Model;

public class ModelPackTests
{
    readonly Pack _pack = ModelPack.Open();

    [Fact]
    public void It_holds_all_services_by_both_their_names()
    {
        Assert.True(_pack.ServiceCount >= 427);
        Assert.Equal("s3", _pack.FindService("s3api")!.Value.Name);
        Assert.Equal("s3api", _pack.FindService("s3")!.Value.CommandName);
        Assert.Null(_pack.FindService("nope"));
    }

    [Fact]
    public void Finding_an_operation_allocates_nothing()
    {
        Find();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Find();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Find() => Assert.NotNull(_pack.FindService("s3")!.Value.FindOperation("ListObjectsV2"));
    }
}
