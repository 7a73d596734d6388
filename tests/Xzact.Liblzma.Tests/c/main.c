/* Runs the parts that are named, or all. SPDX-License-Identifier: 0BSD */
#include "suite.h"

static const struct {
	const char *name;
	void (*run)(void);
} parts[] = {
	{"base", test_base}, {"numbers", test_numbers}, {"decoders", test_decoders}, {"encoders", test_encoders},
	{"filters", test_filters}, {"blocks", test_blocks}, {"index", test_index}, {"memory", test_memory},
	{"texts", test_texts}, {"microlzma", test_microlzma}, {"again", test_again},
};

int main(int argc, char **argv)
{
	int found = 0;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		bool wanted = argc < 2;
		for (int a = 1; a < argc; a++)
			wanted = wanted || strcmp(argv[a], parts[i].name) == 0;
		if (wanted) {
			printf("== %s\n", parts[i].name);
			parts[i].run();
			found++;
		}
	}
	return found > 0 ? 0 : 2;
}
