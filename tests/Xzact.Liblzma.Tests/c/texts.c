/* Texts that are read as chains of filters. SPDX-License-Identifier: 0BSD */
#include "suite.h"

static void read_text(const char *text, uint32_t flags)
{
	lzma_filter filters[LZMA_FILTERS_MAX + 1];
	memset(filters, 0x5A, sizeof(filters));
	lzma_filter before = filters[0];
	int position = -1;
	const char *error = lzma_str_to_filters(text, &position, filters, flags, NULL);
	printf("'%s' %u: %d, ", text, (unsigned)flags, position);
	if (error != NULL) {
		printf("%s%s\n", error, memcmp(&before, filters, sizeof(before)) == 0 ? "" : " (array written)");
		return;
	}
	char *back = NULL;
	lzma_ret result = lzma_str_from_filters(&back, filters, LZMA_STR_ENCODER, NULL);
	printf("%s %s", name_of(result), back != NULL ? back : "");
	for (int i = 0; filters[i].id != LZMA_VLI_UNKNOWN; i++)
		printf(" %s", filters[i].options != NULL ? "o" : "-");
	printf("\n");
	free(back);
	lzma_filters_free(filters, NULL);
}

static const char *const texts[] = {
	"6", "-9e", "  3  ", "0", "9", "6e", "6ee", "6x", "10", "6 x", "-6 x", "-6x", "", "   ", "-", "- 6", "--6", "6e e",
	"x86--lzma2", "x86 lzma2", "--x86 --lzma2", "  x86   lzma2  ", "x86 -- lzma2", "x86 lzma2 --", "--", "---lzma2",
	"lzma2", "lzma2:", "lzma2=", "lzma2:dict=1MiB,,pb=0,", "lzma2:,", "lzma2=dict=64KiB", "lzma2:dict=64KiB:lc=1",
	"bogus", "X86 lzma2", "averylongfiltername", "averylongna", "averylongnam", ":x", "=", "lzma", "lzma22",
	"lzma1", "lzma1:dict=1MiB", "x86", "lzma2 x86", "lzma2 lzma2", "delta", "delta lzma2", "delta:dist=4 lzma2",
	"delta:dist=0 lzma2", "delta:dist=256 lzma2", "delta:dist=257 lzma2", "delta:dist=1KiB lzma2",
	"delta delta delta delta lzma2", "delta delta delta lzma2", "delta delta delta delta",
	"arm armthumb arm64 lzma2", "riscv powerpc ia64 lzma2", "sparc lzma2",
	"x86:start=4096 lzma2", "x86:start=4KiB lzma2", "x86:start=0 lzma2", "x86:start=4GiB lzma2", "x86:start=3GiB lzma2",
	"arm:start=3 lzma2", "x86:dist=3 lzma2", "x86:start lzma2",
	"lzma2:lc", "lzma2:=3", "lzma2:lc=3,lp", "lzma2:foo=1", "lzma2:averylongoptionname=1", "lzma2:lc=", "lzma2:lc=,lp=1",
	"lzma2:mode=slow", "lzma2:mode=fast", "lzma2:mode=normal,mf=hc3", "lzma2:mode=fastfastfastfast", "lzma2:mf=bt4x",
	"lzma2:mf=bt2,nice=2", "lzma2:mf=BT4", "lzma2:dict=max", "lzma2:dict=1", "lzma2:dict=4095", "lzma2:dict=4096",
	"lzma2:dict=4KiB", "lzma2:dict=4k", "lzma2:dict=4K", "lzma2:dict=4Ki", "lzma2:dict=4KB", "lzma2:dict=4kiB",
	"lzma2:dict=4KIB", "lzma2:dict=4Kib", "lzma2:dict=4KiBB", "lzma2:dict=1m", "lzma2:dict=1g", "lzma2:dict=1536MiB",
	"lzma2:dict=1537MiB", "lzma2:dict=4GiB", "lzma2:dict=1Q", "lzma2:dict=1KiBx", "lzma2:dict=4294967295",
	"lzma2:dict=4294967296", "lzma2:dict=42949672950", "lzma2:dict=-1", "lzma2:dict=+1", "lzma2:dict=0x1000",
	"lzma2:pb=1KiB", "lzma2:pb=5", "lzma2:lc=4", "lzma2:lc=5", "lzma2:lp=4,lc=0", "lzma2:lc=3,lp=2",
	"lzma2:preset=6e,lc=4,lp=1", "lzma2:preset=6", "lzma2:preset=0e", "lzma2:preset=", "lzma2:preset=x",
	"lzma2:preset=6x", "lzma2:preset=66", "lzma2:lc=0,preset=9", "lzma2:nice=1", "lzma2:nice=273", "lzma2:nice=274",
	"lzma2:depth=4294967295", "lzma2:depth=0", "lzma2:depth=1k", "lzma2\t", "lzma2 6", "6,lzma2",
};

void test_texts(void)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		for (uint32_t flags = 0; flags < 4; flags++)
			read_text(texts[i], flags);
	read_text("6", LZMA_STR_ENCODER);
	read_text("6", 0x80000000);

	/* Each beginning of a text, and each place of it with another character. */
	static const char whole[] = " --x86=start=4KiB --lzma2:preset=1e,dict=64KiB,mode=fast,mf=hc4,nice=9,,depth=3 ";
	static const char others[] = " -=:,e9Kx";
	char text[sizeof(whole)];
	for (size_t cut = 0; cut < sizeof(whole); cut++) {
		memcpy(text, whole, cut);
		text[cut] = '\0';
		read_text(text, 0);
	}
	for (size_t place = 0; place + 1 < sizeof(whole); place++) {
		memcpy(text, whole, sizeof(whole));
		for (size_t i = 0; i + 1 < sizeof(others); i++) {
			text[place] = others[i];
			read_text(text, 0);
		}
	}

	int position = 77;
	lzma_filter filters[LZMA_FILTERS_MAX + 1];
	printf("no text: %s", lzma_str_to_filters(NULL, &position, filters, 0, NULL));
	printf(", %d\n", position);
	position = 77;
	printf("no array: %s", lzma_str_to_filters("6", &position, NULL, 0, NULL));
	printf(", %d\n", position);
	printf("no position: %s\n", lzma_str_to_filters("6", NULL, filters, 0, NULL) == NULL ? "read" : "not read");
	lzma_filters_free(filters, NULL);

	/* Memory. */
	for (size_t fail = 0; fail < 4; fail++) {
		counting_reset(fail);
		const char *error = lzma_str_to_filters("x86 lzma2", &position, filters, 0, &counting_allocator);
		printf("allocation %zu fails: %s, %zu live, %zu odd\n", fail, error != NULL ? error : "read", counted.live,
			counted.odd_counts);
		if (error == NULL)
			lzma_filters_free(filters, &counting_allocator);
		printf("freed: %zu live\n", counted.live);
	}
}
