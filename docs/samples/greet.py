import sys

# <greet>
def greet(name):
    print(f"Hello, {name}")
# </greet>

greet(sys.argv[1])
